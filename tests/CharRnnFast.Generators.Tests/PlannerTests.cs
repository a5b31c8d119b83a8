using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;
using CharRnnFast.Generators.Planning;
using CsCheck;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>What holds for the plan of every compute width on every instruction set.</summary>
public sealed class PlannerTests
{
    private const string Seed = "0000wGm0Nf23";
    private const int FloatsPerLine = 16;

    private static readonly Gen<int> Widths = Gen.Int[1, KernelSize.Max / KernelSize.WidthStep]
        .Select(steps => steps * KernelSize.WidthStep);

    private static readonly Gen<TilePlan> Plans = Gen.Select(Widths, Gen.OneOf(InstructionSet.Vector.ToArray()), TilePlanner.Plan);

    [Fact]
    public void Every_column_is_in_one_register_of_one_block() => Plans.Sample(
        plan =>
        {
            Assert.Equal(Enumerable.Range(0, plan.Columns), ColumnsOf(plan.TileBlocks));
            Assert.Equal(Enumerable.Range(0, plan.Columns), ColumnsOf(plan.UpdateBlocks));
            if (plan.ChainBlock is { } block)
                Assert.Equal(Enumerable.Range(0, plan.Columns), ColumnsOf([block]));
        },
        seed: Seed);

    [Fact]
    public void Nothing_is_read_beyond_the_stride() => Plans.Sample(
        plan => Assert.All(BlocksOf(plan), block => Assert.True(block.End <= plan.Stride)),
        seed: Seed);

    [Fact]
    public void Down_a_column_all_cache_sets_are_met_and_no_load_straddles_lines() => Plans.Sample(
        plan =>
        {
            const int linesOfPage = 64, floatsOfPage = 1024;
            IEnumerable<int> starts = Enumerable.Range(0, 2 * linesOfPage).Select(row => row * plan.Stride % floatsOfPage);
            Assert.Equal(linesOfPage, starts.Select(start => start / FloatsPerLine).Distinct().Count());
            Assert.Equal(0, plan.Stride % plan.Set.Widest.Lanes);
            Assert.InRange(plan.Stride, plan.Columns, plan.Columns + (2 * FloatsPerLine) - 1);
        },
        seed: Seed);

    [Fact]
    public void Registers_suffice() => Plans.Sample(
        plan =>
        {
            Assert.InRange(plan.TileRegisters, 1, plan.Set.Registers);
            Assert.InRange(plan.UpdateRegisters, 1, plan.Set.Registers);
            // One more than the sums: the broadcast factor; or one sum beside the factors of the rows.
            Assert.InRange((plan.ChainBlock?.Vectors.Count ?? TilePlan.ChainRows) + 1, 1, plan.Set.Registers);
        },
        seed: Seed);

    [Fact]
    public void A_tile_fits_the_strip_of_the_fused_update() => Plans.Sample(
        plan =>
        {
            Assert.InRange(plan.TileRows, 2, Kernels.WidthRoutines.MaxUpdateRows);
            Assert.InRange(plan.UpdateRows, 1, Kernels.WidthRoutines.MaxUpdateRows);
        },
        seed: Seed);

    [Fact]
    public void A_pending_update_stays_within_its_row() => Plans.Sample(
        plan => Assert.InRange(plan.UpdateVectorsPerRow * plan.Set.Widest.Lanes, plan.Columns, plan.Stride),
        seed: Seed);

    [Fact]
    public void Registers_are_the_sets_own_and_never_straddle_a_cache_line() => Plans.Sample(
        plan => Assert.All(
            Registers(BlocksOf(plan)),
            register =>
            {
                Assert.Contains(plan.Set.Vectors, shape => shape.Lanes == register.Lanes);
                Assert.Equal(0, register.Column % register.Lanes);
            }),
        seed: Seed);

    [Fact]
    public void The_same_sizes_give_an_equal_plan() => Plans.Sample(
        plan => Assert.Equal(plan, TilePlanner.Plan(plan.Columns, plan.Set)),
        seed: Seed);

    [Fact]
    public void A_width_is_the_smallest_multiple_of_8_that_holds_the_size() => Gen.Int[1, KernelSize.Max].Sample(
        size =>
        {
            Assert.Equal(0, KernelSize.WidthOf(size) % 8);
            Assert.InRange(KernelSize.WidthOf(size), size, size + 7);
        },
        seed: Seed);

    [Fact]
    public void Slots_in_use_are_the_widths() => Gen.Int[1, KernelSize.Max].Array[0, 12].Sample(
        sizes =>
        {
            var widths = sizes.Select(KernelSize.WidthOf).Distinct().Order().ToEquatableArray();
            TableWidths table = new(
                widths.Where((_, index) => index % 2 == 0).ToEquatableArray(), widths.Where(
                    (_, index) => index % 3 != 2).ToEquatableArray());
            Assert.Equal(table.Hidden.Union(table.Vocab).Order(), table.Slots.Where(columns => columns != 0));
            Assert.Equal(KernelSize.Max / KernelSize.WidthStep, table.Slots.Count());
        },
        seed: Seed);

    private static IEnumerable<ColumnBlock> BlocksOf(TilePlan plan) =>
        [.. plan.TileBlocks, .. plan.UpdateBlocks, .. plan.ChainBlock is { } block ? [block] : Array.Empty<ColumnBlock>()];

    private static IEnumerable<int> ColumnsOf(IEnumerable<ColumnBlock> blocks) =>
        Registers(blocks).SelectMany(register => Enumerable.Range(register.Column, register.Lanes));

    // Each register of each block of each run, with the column it begins at.
    private static IEnumerable<(int Column, int Lanes)> Registers(IEnumerable<ColumnBlock> blocks)
    {
        foreach (var run in blocks)
            for (int column = run.Offset; column < run.End; column += run.Columns)
                for (int index = 0, within = 0; index < run.Vectors.Count; within += run.Vectors[index++])
                    yield return (column + within, run.Vectors[index]);
    }
}
