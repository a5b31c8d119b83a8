using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using Xunit;

namespace CharRnnFast.Tests.Kernels;

/// <summary>
/// Every operation on a range of its outputs writes that range and nothing else: in parts, in any order, the step is the same.
/// </summary>
public sealed class RangeTests
{
    private static readonly (int Begin, int End)[] StreamRanges = [(5, 7), (0, 1), (1, 5)];

    [Theory]
    [ClassData(typeof(InstructionSets))]
    public void PartsGiveTheWhole(InstructionSet set)
    {
        Check(set, new(37, 17, 11));
        Check(set, new(37, 17, 2, 7));
        Check(set, new(100, 65, 11));
        Check(set, new(100, 65, 2, 7));
    }

    private static void Check(InstructionSet set, ModelShape shape)
    {
        Kernel kernel = InstructionSets.Kernel(set, shape.HiddenSize, shape.VocabSize);
        using DrawnModel whole = new(kernel, shape), fused = new(kernel, shape), stored = new(kernel, shape);
        whole.Trainer.Step();
        whole.Trainer.Step();
        for (int step = 0; step < 2; step++)
        {
            StepInParts(kernel, fused.Trainer.Model.Buffers, storesGradients: false);
            StepInParts(kernel, stored.Trainer.Model.Buffers, storesGradients: true);
        }

        Assert.Equal(DrawnModel.Bits(whole.Trainer.Model), DrawnModel.Bits(fused.Trainer.Model));
        Assert.Equal(DrawnModel.Bits(whole.Trainer.Model), DrawnModel.Bits(stored.Trainer.Model));
    }

    private static void StepInParts(Kernel kernel, in Buffers b, bool storesGradients)
    {
        b.LoadStates();
        b.SortSymbols();
        InParts(b, kernel.ForwardRecurrence, Streams(b));
        InParts(b, kernel.Logits, Rows(b));
        InParts(b, kernel.SoftmaxCrossEntropy, Rows(b));
        InParts(b, kernel.HiddenGradient, Rows(b));
        InParts(b, kernel.BackwardRecurrence, Streams(b));
        foreach (WeightMatrix w in b.Matrices)
        {
            if (!storesGradients)
            {
                InParts(b, (in Buffers all, int begin, int end) => kernel.Update(all, w, begin, end), BlockRanges(w.Rows));
                continue;
            }

            InParts(b, (in Buffers all, int begin, int end) => kernel.Gradient(all, w, begin, end), Ranges(w.Rows));
            InParts(b, (in Buffers all, int begin, int end) => kernel.ApplyGradient(all, w, begin, end), Ranges(w.Rows));
            InParts(b, (in Buffers all, int begin, int end) => kernel.Transpose(all, w, begin, end), BlockRanges(w.Rows));
        }

        b.StoreStates();
    }

    private static (int Begin, int End)[] Streams(in Buffers b) => b.Shape.BatchSize == 1 ? [(0, 1)] : StreamRanges;

    private static (int Begin, int End)[] Rows(in Buffers b) => [(4, b.Rows), (0, 1), (1, 4)];

    // No range begins or ends with a tile, but those of the transpositions begin with a block.
    private static (int Begin, int End)[] Ranges(int size) => size == 1 ? [(0, 1)] : [(13, size), (0, 1), (8, 13), (1, 8)];

    private static (int Begin, int End)[] BlockRanges(int size) => size == 1 ? [(0, 1)] : [(16, size), (0, 8), (8, 16)];

    private static void InParts(in Buffers b, RangeOperation operation, (int Begin, int End)[] ranges)
    {
        foreach ((int begin, int end) in ranges)
            operation(b, begin, end);
    }

    private delegate void RangeOperation(in Buffers b, int begin, int end);
}
