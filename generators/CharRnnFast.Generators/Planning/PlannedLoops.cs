using CharRnnFast.Generators.Model;

namespace CharRnnFast.Generators.Planning;

/// <summary>What the loops of a width's methods hold, for a comparison with the machine code.</summary>
internal static class PlannedLoops
{
    /// <summary>All methods with multiply-adds in their loops.</summary>
    public static IEnumerable<MethodLoops> Of(TilePlan plan) => [.. Chains(plan), .. Tiles(plan), .. Updates(plan)];

    private static IEnumerable<MethodLoops> Chains(TilePlan plan) => plan.ChainBlock is { } block
        ? [Loops(MethodNames.Chain, block.Vectors.Count)]
        : [Loops(MethodNames.Rows(TilePlan.ChainRows), TilePlan.ChainRows), Loops(MethodNames.Rows(1), 1)];

    private static IEnumerable<MethodLoops> Tiles(TilePlan plan) =>
        from block in plan.TileShapes
        from rows in plan.TileHeights
        select Loops(MethodNames.Tile(rows, block), rows * block.Vectors.Count);

    // One loop also updates a register of pending weights; the other runs when none are left.
    private static IEnumerable<MethodLoops> Updates(TilePlan plan) =>
        from block in plan.UpdateShapes
        let tile = plan.UpdateRows * block.Vectors.Count
        select Loops(MethodNames.Update(plan.UpdateRows, block), plan.TermsPerUpdateVector(block) * tile, tile);

    private static MethodLoops Loops(string name, params int[] multiplyAdds) => new(name, multiplyAdds.ToEquatableArray());
}

/// <summary>The innermost loops of a generated method, in order: the fused multiply-adds of vectors in a round of each.</summary>
internal sealed record MethodLoops(string Name, EquatableArray<int> MultiplyAdds);
