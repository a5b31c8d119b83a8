using CharRnnFast.Generators.Planning;
using CharRnnFast.MachineCode.Tests.Running;

namespace CharRnnFast.MachineCode.Tests;

/// <summary>A tile that the registers do not hold is found: what the planner chooses is as tall as tiles can be.</summary>
public sealed class PlantedSpillTests
{
    public static TheoryData<string> InstructionSets => [.. JitCode.InstructionSets];

    [VectorTheory]
    [MemberData(nameof(InstructionSets))]
    public void TheTallestTileHasNoSpill(string instructionSet) => Assert.Empty(TilesWithSpills(PlanOf(instructionSet)));

    [VectorTheory]
    [MemberData(nameof(InstructionSets))]
    public void ATileOneRowTallerHasSpills(string instructionSet)
    {
        var plan = PlanOf(instructionSet);
        var tooTall = plan with { TileRows = plan.TileRows + 1 };
        Assert.True(tooTall.TileRegisters > plan.Set.Registers);
        string widest = MethodNames.Tile(tooTall.TileRows, plan.TileBlocks[0]);
        Assert.Contains(widest, TilesWithSpills(tooTall));
    }

    private static TilePlan PlanOf(string instructionSet) => new PlannedKernel(instructionSet).Plan(PlannedKernel.HiddenColumns);

    // The methods must be the planned ones with the planned multiply-adds, or no spill would mean nothing.
    private static IEnumerable<string> TilesWithSpills(TilePlan plan)
    {
        var tiles = PreparedCode.TilesOf(plan);
        var planned = PlannedLoops.Of(plan).Where(method => method.Name.StartsWith("Tile", StringComparison.Ordinal)).ToArray();
        Assert.Equal(planned.Select(method => method.Name).Order(StringComparer.Ordinal), tiles.Keys.Order(StringComparer.Ordinal));
        Assert.All(planned, method => Assert.Equal(method.MultiplyAdds, tiles[method.Name].InnerLoops().Select(loop => loop.MultiplyAdds)));
        return tiles.Where(tile => tile.Value.InnerLoops().Any(loop => loop.Spills.Any())).Select(tile => tile.Key);
    }
}
