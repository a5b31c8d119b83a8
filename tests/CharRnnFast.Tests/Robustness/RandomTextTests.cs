using CharRnnFast.Kernels;
using CharRnnFast.Steps;
using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using CharRnnFast.Training;
using Xunit;
using Xunit.Abstractions;

namespace CharRnnFast.Tests.Robustness;

/// <summary>Random texts through vocabulary and trainer: each is trained on or refused, as an independent rule says.</summary>
public sealed class RandomTextTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20261124;
    private const int Hidden = 4;

    private static readonly KernelTable Kernels = RnnKernelTable.Native();
    private static readonly int MaxVocabulary = Kernels.MaxVocab;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void EveryTextTrainsOrIsRefusedInOneLine()
    {
        System.Random random = new(Seed);
        Trial trial = new(Seed);
        int texts = LongRun.Count(2_000, 20_000);
        for (int i = 0; i < texts; i++)
        {
            byte[] text = RandomText.Next(random);
            EncodingChoice choice = (EncodingChoice)random.Next(3);
            int sequenceLength = random.Next(1, 30);
            int way = random.Next();
            TextOracle oracle = TextOracle.Of(text, choice);
            string? refusal = trial.Try($"{choice}, T = {sequenceLength}", () => Train(text, choice, sequenceLength, way, oracle));
            bool usable = oracle.IsUsable(sequenceLength, MaxVocabulary);
            Assert.True(usable == refusal is null, $"{trial.Name($"{choice}, T = {sequenceLength}")}: {refusal ?? "trained on"}");
        }

        output.WriteLine($"{trial.Inputs} texts, {trial.Refused} refused");
        Assert.InRange(trial.Refused, texts / 5, texts * 4 / 5);
    }

    public void Dispose() => _folder.Dispose();

    private void Train(byte[] text, EncodingChoice choice, int sequenceLength, int way, TextOracle oracle)
    {
        System.Random random = new(way);
        TextLoader loader = new(choice, MaxVocabulary) { MaxBytesInMemory = random.Next(2) == 0 ? 0 : long.MaxValue };
        using Corpus corpus = Load(loader, text, random).Corpus;
        Assert.Equal(oracle.Encoding, corpus.Vocabulary.Encoding);
        Assert.Equal(oracle.Symbols!, SymbolsOf(corpus));
        TextSplit.Of(corpus.Length, share: 0).Check(corpus.Name, share: 0, sequenceLength, batchSize: 1);
        using Trainer trainer = new(Kernels.For(Hidden, corpus.Vocabulary.Count), new(Hidden, corpus.Vocabulary.Count, sequenceLength));
        trainer.Model.Initialize(1);
        TrainingRun run = new(trainer, corpus);
        for (int step = 0; step < 3; step++) Assert.InRange(run.Step(), 0, sequenceLength * 20);
    }

    private LoadedText Load(TextLoader loader, byte[] text, System.Random random)
    {
        if (random.Next(3) == 0) return loader.LoadStream(new DribblingStream(text, random), "text");
        File.WriteAllBytes(_folder["text"], text);
        return loader.LoadFile(_folder["text"]);
    }

    private static int[] SymbolsOf(Corpus corpus)
    {
        int[] indices = new int[corpus.Length];
        corpus.Read(0, indices);
        return Array.ConvertAll(indices, index => corpus.Vocabulary.Symbols[index]);
    }
}
