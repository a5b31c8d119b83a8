using System.Globalization;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Tests.Golden;

/// <summary>
/// A line of the golden file of cells: a model, and what its checkpoint hashes to after 20 and after 50 iterations with the options'
/// defaults.
/// </summary>
internal sealed record GoldenCell(ModelShape Shape, string HashAfter20, string HashAfter50)
{
    // Each H, number of layers, V, T and B occurs with each cell; the largest products of them do not.
    private static readonly (int Layers, ModelShape Sizes)[] Sizes =
    [
        (1, new(1, 17, 25, 1)), (2, new(1, 65, 1, 5)), (3, new(1, 200, 25, 32)),
        (1, new(17, 200, 25, 5)), (2, new(17, 17, 25, 32)), (3, new(17, 65, 1, 1)),
        (1, new(100, 65, 25, 1)), (2, new(100, 200, 1, 32)), (3, new(100, 17, 25, 1)),
        (1, new(128, 17, 1, 5)), (2, new(128, 65, 25, 1)), (3, new(128, 200, 1, 32)),
    ];

    /// <summary>The models that the golden file must list, in its order.</summary>
    public static IEnumerable<GoldenCell> All =>
        [
            .. from cell in Enum.GetValues<Cell>()
               from size in Sizes
               select Of(size.Sizes, cell, size.Layers, Optimizer.Adam),
            .. Enum.GetValues<Cell>().SelectMany(Others),
            Of(new(100, 65, 25, 1), Cell.Rnn, 1, Optimizer.Adagrad, 0.2),
            Of(new(17, 65, 25, 50), Cell.Rnn, 1, Optimizer.Rmsprop),
            .. LargeVocabularies,
        ];

    private static IEnumerable<GoldenCell> LargeVocabularies =>
    [
        Of(new(100, 257, 25, 1), Cell.Rnn, 1, Optimizer.Adagrad),
        Of(new(17, 300, 25, 32), Cell.Rnn, 1, Optimizer.Adagrad),
        Of(new(17, 1000, 25, 5), Cell.Gru, 2, Optimizer.Adam, 0.2),
        Of(new(64, 3000, 25, 1), Cell.Lstm, 1, Optimizer.Adam),
        Of(new(100, 3000, 1, 5), Cell.Rnn, 1, Optimizer.Adagrad),
        Of(new(16, 8192, 5, 1), Cell.Rnn, 1, Optimizer.Adagrad),
    ];

    /// <summary>Reads one line of the file.</summary>
    public static GoldenCell Parse(string line)
    {
        string[] fields = line.Split(' ');
        ModelShape sizes = new(Number(fields[2]), Number(fields[3]), Number(fields[4]), Number(fields[5]));
        double dropout = double.Parse(fields[7], CultureInfo.InvariantCulture);
        (Cell cell, Optimizer optimizer) = (CellNames.Parse(fields[0])!.Value, OptimizerNames.Parse(fields[6])!.Value);
        return Of(sizes, cell, Number(fields[1]), optimizer, dropout) with { HashAfter20 = fields[8], HashAfter50 = fields[9] };

        static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{CellNames.Of(Shape.Cell)} {Shape.Layers} {Shape.HiddenSize} {Shape.VocabSize} {Shape.SequenceLength} {Shape.BatchSize} "
        + $"{OptimizerNames.Of(Shape.Optimizer)} {Shape.Dropout} {HashAfter20} {HashAfter50}");

    /// <summary>Trains 50 iterations on one kernel and hashes the checkpoints.</summary>
    /// <param name="kernel">A kernel that holds the model.</param>
    /// <param name="folder">Where the checkpoints are written.</param>
    public GoldenCell Train(Kernel kernel, string folder)
    {
        byte[] text = GoldenText.Of(Shape.VocabSize, Shape.SequenceLength, Shape.BatchSize);
        using Corpus corpus = new TextLoader(EncodingChoice.Auto, kernel.Vocab).LoadBytes(text, "the golden text").Corpus;
        using TrainingRun run = new(new(kernel, Shape, seed: 1), corpus);
        string after20 = HashAt(20), after50 = HashAt(50);
        return this with { HashAfter20 = after20, HashAfter50 = after50 };

        string HashAt(int iteration)
        {
            while (run.Iteration < iteration)
                run.Step();
            return SavedHash.Of(run, Path.Combine(folder, $"{this}-{kernel.InstructionSet}.safetensors"));
        }
    }

    // With dropout, with the other optimizers, and with two groups of streams.
    private static IEnumerable<GoldenCell> Others(Cell cell) =>
    [
        Of(new(100, 65, 25, 1), cell, 2, Optimizer.Adam, 0.2),
        Of(new(17, 17, 25, 5), cell, 2, Optimizer.Rmsprop, 0.2),
        Of(new(17, 65, 25, 5), cell, 2, Optimizer.Rmsprop),
        Of(new(17, 65, 25, 1), cell, 3, Optimizer.Adagrad),
        Of(new(17, 65, 25, 50), cell, 2, Optimizer.Adam, 0.2),
    ];

    private static GoldenCell Of(ModelShape sizes, Cell cell, int layers, Optimizer optimizer, double dropout = 0) =>
        new(sizes with { Cell = cell, Layers = layers, Optimizer = optimizer, Dropout = dropout }, "", "");
}
