using CharRnnFast.Checkpoints;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Sampling;
using CharRnnFast.Steps;
using CharRnnFast.Tests.Checkpoints;
using CharRnnFast.Tests.Files;
using CharRnnFast.Text;
using CharRnnFast.Training;
using Xunit;
using Xunit.Abstractions;

namespace CharRnnFast.Tests.Robustness;

/// <summary>
/// Damaged checkpoints of every cell: what the checks have to catch is caught, and whatever passes them can be trained on and sampled
/// from.
/// </summary>
public sealed class MutatedCheckpointTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 20261124;
    private const int Hidden = 5;
    private const int SequenceLength = 3;

    // Of one to three random bytes anywhere in a header: most hit a name, a number or punctuation. Measured: 96 %.
    private const double LeastShareOfHeaderBytes = 0.9;

    // Whose files are damaged in turns; of format 1, and of format 2 with every cell and optimizer.
    private static readonly Func<ModelShape, ModelShape>[] Models =
    [
        shape => shape,
        shape => shape with { Cell = Cell.Rnn, Layers = 2, Optimizer = Optimizer.Rmsprop, Dropout = 0.25 },
        shape => shape with { Cell = Cell.Gru, Layers = 1, Optimizer = Optimizer.Adagrad },
        shape => shape with { Cell = Cell.Lstm, Layers = 2, Dropout = 0.25 },
    ];

    private static readonly KernelTable Kernels = RnnKernelTable.Native();

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void EveryDamagedCheckpointWorksOrIsRefusedInOneLine()
    {
        string characters = string.Concat(Enumerable.Range(0x4E00, 300).Select(symbol => (char)symbol));
        byte[][] good =
        [
            .. Models.Select(model => GoodCheckpoint(model, "a text to train on\n")), GoodCheckpoint(Models[0], characters),
            .. Enum.GetValues<Cell>().Select(PyTorchModule),
        ];
        CheckpointMutator[] mutators = [.. good.Select((file, i) => new CheckpointMutator(file, new(Seed + i)))];
        Trial trial = new(Seed);
        Dictionary<string, (int Tried, int Refused)> byKind = [];
        int mutations = LongRun.Count(5_000, 100_000);
        for (int i = 0; i < mutations; i++)
        {
            Mutation mutation = mutators[i % mutators.Length].Next();
            File.WriteAllBytes(_folder["model"], mutation.Bytes);
            bool refused = trial.Try(mutation.Kind, Use) is not null;
            Assert.True(
                refused || !mutation.MustBeRefused, $"{trial.Name(mutation.Kind)} was not noticed: {Convert.ToHexString(mutation.Bytes)}");
            (int tried, int count) = byKind.GetValueOrDefault(mutation.Kind);
            byKind[mutation.Kind] = (tried + 1, count + (refused ? 1 : 0));
        }

        foreach ((string kind, (int tried, int refused)) in byKind) output.WriteLine($"{kind}: {refused} of {tried} refused");
        output.WriteLine($"{trial.Inputs} checkpoints, {trial.Refused} refused");
        (int headers, int caught) = byKind["ReplaceHeaderBytes"];
        Assert.True(caught >= LeastShareOfHeaderBytes * headers, $"{caught} of {headers} damaged headers were noticed");
    }

    public void Dispose() => _folder.Dispose();

    private byte[] GoodCheckpoint(Func<ModelShape, ModelShape> model, string text)
    {
        using Corpus corpus = Corpus.FromString(text);
        int vocabSize = corpus.Vocabulary.Count;
        using Trainer trainer = new(Kernels.For(Hidden, vocabSize), model(new(Hidden, vocabSize, SequenceLength)), seed: 1);
        TrainingRun run = new(trainer, corpus);
        for (int step = 0; step < 20; step++) run.Step();
        CheckpointMetadata optional = Example.FullMetadata;
        CheckpointMetadata metadata = TrainingState.Capture(run, seed: 1) with
        {
            LearningRateDecay = optional.LearningRateDecay,
            Validation = optional.Validation,
            ValidationEvery = optional.ValidationEvery,
            Patience = optional.Patience,
            BestValidationBitsPerSymbol = optional.BestValidationBitsPerSymbol,
            ValidationsSinceBest = optional.ValidationsSinceBest,
        };
        new CheckpointWriter(_folder["good"]).Save(metadata, trainer.Model);
        return File.ReadAllBytes(_folder["good"]);
    }

    // Of H = V, where shapes tell least, and of others.
    private byte[] PyTorchModule(Cell cell)
    {
        int hidden = cell == Cell.Gru ? 4 : Hidden;
        StateDict module = StateDict.Of(cell, layers: 1 + (int)cell, $"{CellNames.Of(cell)}.", "fc", hidden);
        module.ToFile("[97,98,100,99]").Write(_folder["good"]);
        return File.ReadAllBytes(_folder["good"]);
    }

    /// <summary>All that a resumed run and a sample do with a checkpoint.</summary>
    private void Use()
    {
        using Checkpoint checkpoint = Checkpoint.Open(_folder["model"]);
        Kernel? kernel = Kernels.Find(checkpoint.HiddenSize, checkpoint.VocabSize);
        if (kernel is null || checkpoint.Metadata.BatchSize is > 1) throw new CharRnnException("no kernel; build with one");
        using Corpus corpus = TextOf(checkpoint.Metadata.Vocabulary);
        using Trainer trainer = new(kernel, checkpoint.Shape with { SequenceLength = SequenceLength }, seed: checkpoint.Metadata.Seed ?? 0);
        checkpoint.LoadInto(trainer.Model);
        trainer.ResumeUpdates(checkpoint.Metadata.Updates ?? 0);
        TrainingRun run = TrainingState.Continue(trainer, corpus, checkpoint.Metadata);
        using Sampler sampler = new(trainer, checkpoint.Metadata.Vocabulary);
        for (int step = 0; step < 2; step++) run.Step();
        for (int symbol = 0, i = 0; i < 5; i++) symbol = sampler.Next(symbol);
        if (!double.IsFinite(run.Loss)) return;
        CheckpointWriter writer = new(_folder["again"]);
        writer.Save(TrainingState.Capture(run, checkpoint.Metadata.Seed ?? 1), trainer.Model);
        Checkpoint.Open(_folder["again"]).Dispose();
    }

    private static Corpus TextOf(Vocabulary vocabulary)
    {
        byte[] text = [.. Enumerable.Range(0, 40).SelectMany(i => vocabulary.BytesOf(i % vocabulary.Count).ToArray())];
        return new TextLoader(vocabulary).LoadBytes(text, "text").Corpus;
    }
}
