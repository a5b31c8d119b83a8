using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Tests.Kernels;
using CharRnnFast.Threads;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Training;

/// <summary>
/// Whatever the model, every instruction set and number of threads gives the bytes of the portable kernels on one thread, and writes
/// nothing beside its arrays.
/// </summary>
public sealed class SameBytesTests
{
    private const string Seed = "0N0XIzNsQ0O2";
    private const int Models = 40;
    private const int Steps = 3;

    // Two groups of streams of which the last has 1 or 18, three of which it has 6, and fewer than a group.
    private static readonly Gen<int> Batches = Gen.OneOf(OneOf(1, 33, 50, 70), Gen.Int[1, 12]);

    // Mostly a width or two; sometimes panels.
    private static readonly Gen<int> Vocabularies = Gen.OneOf(Gen.Int[2, 40], Gen.Int[2, 40], Gen.Int[2, 40], Gen.Int[200, 900]);

    private static readonly Gen<ModelShape> Shapes = Gen.Select(
        Gen.Select(Gen.Int[1, 70], Vocabularies, Gen.Int[1, 13], Batches),
        Gen.Select(Gen.Enum<Cell>(), Gen.OneOf(Gen.Int[1, 3], Gen.Int[1, 8]), Gen.Enum<Optimizer>(), OneOf(0, 0, 0.2, 0.9)),
        (sizes, choices) => new ModelShape(sizes.Item1, sizes.Item2, sizes.Item3, sizes.Item4)
        {
            Cell = choices.Item1,
            Layers = choices.Item2,
            Optimizer = choices.Item3,
            Dropout = choices.Item4,
        });

    [Fact]
    public void EverySetAndNumberOfThreadsGivesTheSameBytes() => Shapes.Sample(
        shape =>
        {
            (double[] losses, int[] bits) = Train(InstructionSet.Portable, shape, threads: 1);
            foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
                foreach (int threads in (int[])[1, 2, 3, 7])
                {
                    (double[] others, int[] other) = Train(set, shape, threads);
                    Assert.True(losses.SequenceEqual(others), $"{set}, {threads} threads, {shape}: losses");
                    Assert.True(bits.AsSpan().SequenceEqual(other), $"{set}, {threads} threads, {shape}: tensors");
                }
        },
        seed: Seed,
        iter: Models,
        threads: 1);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static (double[] Losses, int[] Bits) Train(InstructionSet set, ModelShape shape, int threads)
    {
        using ThreadTeam team = new(threads);
        using CellTrainer trainer = new(set, shape, team: team);
        double[] losses = new double[Steps];
        foreach (ref double loss in losses.AsSpan())
            loss = trainer.Step();
        Assert.True(trainer.Trainer.Model.MarginsAreIntact, $"{set}, {threads} threads, {shape}: something stands between the arrays");
        Assert.True(trainer.Trainer.Model.PaddingIsIntact, $"{set}, {threads} threads, {shape}: the padding changed");
        return (losses, trainer.Bits);
    }
}
