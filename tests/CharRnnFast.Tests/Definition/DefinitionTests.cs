using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Random;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Definition;

/// <summary>
/// Training steps have the bits that the formulas give, taken literally: see <see cref="ScalarModel"/>. Golden files only say that results
/// stay what they are; this says that they are right.
/// </summary>
public sealed class DefinitionTests
{
    private const int Seed = 7;
    private const int Steps = 3;

    // Some gradients meet the bound, others do not.
    private const float Clip = 0.05f;

    public static TheoryData<ModelShape> Shapes
    {
        get
        {
            TheoryData<ModelShape> shapes =
            [
                // min-char-rnn's network: one stream, several, three groups of which the last has 6 streams, and sums of over 256 terms.
                new(18, 17, 7),
                new(33, 20, 6, 3),
                new(18, 17, 9, 70),
                new(18, 17, 3, 33) { Optimizer = Optimizer.Adam, Dropout = 0.5 },

                // Panels of the vocabulary, their rest, and softmax in blocks of rows.
                new(9, 257, 4),
                new(5, 1000, 9, 33),
                new(7, 3000, 2, 3) { Cell = Cell.Lstm, Layers = 2, Dropout = 0.2 },

                // A layer of two panels of a product, and blocks of the transpositions that are cut short.
                new(37, 24, 5, 3) { Cell = Cell.Lstm, Layers = 2, Dropout = 0.2 },
                new(37, 24, 5, 3) { Cell = Cell.Gru, Layers = 2, Dropout = 0.2 },
                new(9, 17, 3, 70) { Cell = Cell.Lstm, Layers = 2 },
                new(9, 17, 9, 70) { Cell = Cell.Gru, Layers = 2, Optimizer = Optimizer.Rmsprop },
                new(9, 17, 3, 70) { Cell = Cell.Rnn, Layers = 2, Optimizer = Optimizer.Adagrad, Dropout = 0.7 },
                new(1, 2, 1) { Cell = Cell.Gru },
                new(1, 2, 1, 2) { Cell = Cell.Lstm, Layers = 8 },
            ];
            foreach (Cell cell in Enum.GetValues<Cell>())
                foreach (int layers in (int[])[1, 2, 3])
                    foreach (Optimizer optimizer in Enum.GetValues<Optimizer>())
                        foreach ((int batch, double dropout) in (ReadOnlySpan<(int, double)>)[(1, 0), (1, 0.3), (3, 0), (3, 0.3)])
                            shapes.Add(new(9, 7, 4, batch) { Cell = cell, Layers = layers, Optimizer = optimizer, Dropout = dropout });
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EverySetFollowsTheFormulasBitForBit(ModelShape shape)
    {
        Xoshiro256StarStar random = new(Seed);
        int[][][] inputs = Symbols(shape, ref random), targets = Symbols(shape, ref random);
        ScalarModel expected = new(shape, Seed, Trainer.DefaultLearningRate(shape.Optimizer), Clip);
        double[] losses = [.. inputs.Zip(targets, expected.Step)];
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
        {
            using Trainer trainer = new(InstructionSets.Kernel(set, shape.HiddenSize, shape.VocabSize), shape, Seed) { Clip = Clip };
            for (int step = 0; step < Steps; step++)
            {
                double loss = trainer.Step(ByStep(inputs[step]), ByStep(targets[step]));
                Assert.True(losses[step] == loss, $"{set}, step {step}: loss {loss:R}, expected {losses[step]:R}");
            }

            foreach (TensorSpec tensor in trainer.Model.Tensors)
                CheckTensor($"{set} {tensor.Name}", trainer.Model, tensor, expected.Rows(tensor.Tensor));
        }
    }

    private static void CheckTensor(string what, ModelMemory model, TensorSpec tensor, float[][]? expected)
    {
        float[] values = new float[tensor.Columns];
        Assert.True(expected is null || expected.Length == tensor.Rows, $"{what}: {expected?.Length} rows, not {tensor.Rows}");
        for (int row = 0; row < tensor.Rows; row++)
        {
            model.ReadRow(tensor.Tensor, row, values);
            float[] definition = expected?[row] ?? new float[tensor.Columns];
            for (int column = 0; column < values.Length; column++)
                Assert.True(
                    BitConverter.SingleToInt32Bits(definition[column]) == BitConverter.SingleToInt32Bits(values[column]),
                    $"{what}[{row},{column}]: {values[column]:R}, expected {definition[column]:R}");
        }
    }

    // [step][B][T].
    private static int[][][] Symbols(ModelShape shape, ref Xoshiro256StarStar random)
    {
        int[][][] symbols = new int[Steps][][];
        for (int step = 0; step < Steps; step++)
        {
            symbols[step] = new int[shape.BatchSize][];
            for (int stream = 0; stream < shape.BatchSize; stream++)
            {
                symbols[step][stream] = new int[shape.SequenceLength];
                for (int t = 0; t < shape.SequenceLength; t++)
                    symbols[step][stream][t] = (int)(random.Uniform() * shape.VocabSize);
            }
        }

        return symbols;
    }

    private static int[] ByStep(int[][] streams) =>
        [.. Enumerable.Range(0, streams[0].Length).SelectMany(t => streams.Select(stream => stream[t]))];
}
