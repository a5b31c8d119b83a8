using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using Xunit;

namespace CharRnnFast.Tests.Kernels;

/// <summary>
/// Every operation of every cell on a range of its outputs writes that range and nothing else: in parts, in any order, the step is the
/// same, with gradients stored whole or not.
/// </summary>
public sealed class CellRangeTests
{
    private const int Steps = 2;

    public static TheoryData<InstructionSet, Cell> SetsAndCells
    {
        get
        {
            TheoryData<InstructionSet, Cell> cases = [];
            foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
                foreach (Cell cell in Enum.GetValues<Cell>())
                    cases.Add(set, cell);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(SetsAndCells))]
    public void PartsGiveTheWhole(InstructionSet set, Cell cell)
    {
        foreach (int batch in (int[])[1, 7, 33, 50, 70])
        {
            Check(set, new(37, 17, 11, batch) { Cell = cell, Layers = 2, Dropout = 0.3 });
            Check(set, new(40, 33, 5, batch) { Cell = cell, Layers = 3, Optimizer = Optimizer.Rmsprop });
            Check(set, new(17, 40, 6, batch) { Cell = cell, Layers = 1, Optimizer = Optimizer.Adagrad, Dropout = 0.3 });
        }
    }

    private static void Check(InstructionSet set, ModelShape shape)
    {
        using CellTrainer whole = new(set, shape), fused = new(set, shape), stored = new(set, shape, storeGradients: true);
        for (int step = 0; step < Steps; step++)
        {
            whole.Step();
            StepInParts(fused, step, storesGradients: false);
            StepInParts(stored, step, storesGradients: true);
        }

        Assert.True(whole.Bits.AsSpan().SequenceEqual(fused.Bits), $"{set} {shape}");
        Assert.True(whole.Bits.AsSpan().SequenceEqual(stored.Bits), $"{set} {shape}, gradients stored");
    }

    private static void StepInParts(CellTrainer trainer, int step, bool storesGradients)
    {
        trainer.Begin(step);
        Kernel kernel = trainer.Trainer.Kernel;
        ref readonly Buffers b = ref trainer.Trainer.Model.Buffers;
        InParts(b, kernel.ForwardRecurrence, Parts(b.Shape.BatchSize));
        InParts(b, kernel.Logits, Parts(b.Rows));
        InParts(b, kernel.SoftmaxCrossEntropy, Parts(b.Rows));
        InParts(b, kernel.HiddenGradient, Parts(b.Rows));
        InParts(b, kernel.BackwardRecurrence, Parts(b.Shape.BatchSize));
        foreach (WeightMatrix w in b.Matrices)
        {
            if (!storesGradients)
            {
                InParts(b, (in Buffers all, int begin, int end) => kernel.Update(all, w, begin, end), Blocks(w.Rows));
                continue;
            }

            InParts(b, (in Buffers all, int begin, int end) => kernel.Gradient(all, w, begin, end), Parts(w.Rows));
            InParts(b, (in Buffers all, int begin, int end) => kernel.ApplyGradient(all, w, begin, end), Parts(w.Rows));
            InParts(b, (in Buffers all, int begin, int end) => kernel.Transpose(all, w, begin, end), Blocks(w.Rows));
        }

        b.StoreStates();
    }

    // The last first; none begins or ends with a tile.
    private static (int Begin, int End)[] Parts(int size) =>
        size == 1 ? [(0, 1)] : [(size - (size / 3), size), (0, 1), (1, size - (size / 3))];

    // Those of the transpositions begin with a block.
    private static (int Begin, int End)[] Blocks(int size) => size <= 16 ? [(0, size)] : [(16, size), (0, 8), (8, 16)];

    private static void InParts(in Buffers b, RangeOperation operation, (int Begin, int End)[] ranges)
    {
        foreach ((int begin, int end) in ranges)
            operation(b, begin, end);
    }

    private delegate void RangeOperation(in Buffers b, int begin, int end);
}
