using CharRnnFast.Kernels;
using CharRnnFast.Model;
using Xunit;

namespace CharRnnFast.Tests.Kernels;

/// <summary>
/// Steps of every cell at sizes around multiples of 8 and 16: margins between the arrays hold NaNs, so a read past an array spoils the
/// numbers, a write shows in the margin, and padding stays what it is.
/// </summary>
public sealed class CellSurroundingsTests
{
    private static readonly (int Hidden, int Vocab)[] Sizes =
        [(1, 2), (7, 9), (8, 8), (9, 7), (15, 17), (16, 16), (17, 15), (24, 33), (31, 48), (33, 129), (100, 65), (105, 2), (128, 97)];

    [Theory]
    [MemberData(nameof(CellRangeTests.SetsAndCells), MemberType = typeof(CellRangeTests))]
    public void NothingIsWrittenOrReadBesideTheArrays(InstructionSet set, Cell cell)
    {
        foreach ((int hidden, int vocab) in Sizes)
            foreach (Optimizer optimizer in Enum.GetValues<Optimizer>())
                foreach ((int layers, int batch, double dropout) in (ReadOnlySpan<(int, int, double)>)[(1, 1, 0), (2, 3, 0.3), (3, 34, 0)])
                    Check(set, new(hidden, vocab, 3, batch)
                    {
                        Cell = cell,
                        Layers = layers,
                        Optimizer = optimizer,
                        Dropout = dropout,
                    });
    }

    private static void Check(InstructionSet set, ModelShape shape)
    {
        using CellTrainer trainer = new(set, shape);
        for (int step = 0; step < 3; step++)
            Assert.True(double.IsFinite(trainer.Step()), $"{set} {shape}: the loss is no number");
        bool isFinite = trainer.Bits.All(bits => float.IsFinite(BitConverter.Int32BitsToSingle(bits)));
        Assert.True(isFinite, $"{set} {shape}: a tensor is not finite");
        Assert.True(trainer.Trainer.Model.MarginsAreIntact, $"{set} {shape}: something was written between the arrays");
        Assert.True(trainer.Trainer.Model.PaddingIsIntact, $"{set} {shape}: the padding changed");
    }
}
