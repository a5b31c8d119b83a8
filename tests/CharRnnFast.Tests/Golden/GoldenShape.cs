using System.Globalization;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Tests.Golden;

/// <summary>A line of the golden file: a shape, and what its checkpoint hashes to after 200 and after 500 iterations.</summary>
internal sealed record GoldenShape(
    int HiddenSize, int VocabSize, int SequenceLength, int BatchSize, string HashAfter200, string HashAfter500)
{
    private static readonly int[] Hidden = [1, 16, 37, 100, 128];
    private static readonly int[] Vocab = [2, 17, 65, 97];
    private static readonly int[] Steps = [1, 3, 25];
    private static readonly int[] Batches = [2, 5, 32];

    // Two groups of streams, of which the second has one or 18, and three.
    private static readonly int[] SeveralGroups = [33, 50, 96];

    /// <summary>The shapes that the golden file must list, in its order.</summary>
    public static IEnumerable<GoldenShape> All =>
        [
            .. from h in Hidden from v in Vocab from t in Steps select new GoldenShape(h, v, t, 1, "", ""),
            .. from h in (int[])[37, 100] from t in (int[])[3, 25] from b in Batches select new GoldenShape(h, 65, t, b, "", ""),
            .. from b in SeveralGroups select new GoldenShape(100, 65, 3, b, "", ""),
            new(100, 65, 25, 50, "", ""),
        ];

    /// <summary>Reads one line of the file.</summary>
    public static GoldenShape Parse(string line)
    {
        string[] fields = line.Split(' ');
        return new(Number(fields[0]), Number(fields[1]), Number(fields[2]), Number(fields[3]), fields[4], fields[5]);

        static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
    }

    public override string ToString() => $"{HiddenSize} {VocabSize} {SequenceLength} {BatchSize} {HashAfter200} {HashAfter500}";

    /// <summary>Trains 500 iterations on one kernel and hashes the checkpoints.</summary>
    /// <param name="kernel">A kernel that holds the shape.</param>
    /// <param name="folder">Where the checkpoints are written.</param>
    public GoldenShape Train(Kernel kernel, string folder)
    {
        using Corpus corpus = new TextLoader(EncodingChoice.Auto, kernel.Vocab).LoadBytes(
            GoldenText.Of(VocabSize, SequenceLength, BatchSize), "the golden text").Corpus;
        using Trainer trainer = new(kernel, new(HiddenSize, VocabSize, SequenceLength, BatchSize));
        trainer.Model.Initialize(1);
        TrainingRun run = new(trainer, corpus);
        string after200 = HashAt(200), after500 = HashAt(500);
        return this with { HashAfter200 = after200, HashAfter500 = after500 };

        string HashAt(int iteration)
        {
            while (run.Iteration < iteration)
                run.Step();
            return SavedHash.Of(run, Path.Combine(folder, $"{this}-{kernel.InstructionSet}-{kernel.Name}.safetensors"));
        }
    }
}
