using CharRnnFast.Generators.Model;

namespace CharRnnFast.Generators.Planning;

/// <summary>What the loops of a width's methods hold, for a comparison with the machine code.</summary>
internal static class PlannedLoops
{
    /// <summary>All methods with multiply-adds in their loops; none for scalar code.</summary>
    public static IEnumerable<MethodLoops> Of(TilePlan plan) =>
        plan.Set.IsVector ? [.. Chains(plan), .. Tiles(plan), .. Updates(plan), Loops("Adagrad", 1), Loops("Finish", 1)] : [];

    private static IEnumerable<MethodLoops> Chains(TilePlan plan)
    {
        if (plan.ChainBlock is not { } block)
            return [Loops(MethodNames.Rows(TilePlan.ChainRows), TilePlan.ChainRows), Loops(MethodNames.Rows(1), 1)];
        int registers = block.Vectors.Count;
        var plain = Loops(MethodNames.Chain(plan.Columns), registers);
        return plan.SplitsRecurrentRows
            ? [plain, Loops(MethodNames.ChainUp(plan.Columns), 2 * registers, registers), Loops(MethodNames.ChainDown(plan.Columns), registers, 2 * registers)]
            : [plain];
    }

    private static IEnumerable<MethodLoops> Tiles(TilePlan plan) =>
        from block in plan.TileBlocks
        from rows in Enumerable.Range(1, plan.TileRows)
        select Loops(MethodNames.Tile(rows, block), rows * block.Vectors.Count);

    // One loop also updates a register of pending weights; the other runs when none are left.
    private static IEnumerable<MethodLoops> Updates(TilePlan plan) =>
        from block in plan.UpdateBlocks
        let tile = plan.UpdateRows * block.Vectors.Count
        select Loops(MethodNames.Update(plan.UpdateRows, block), (plan.TermsPerUpdateVector(block) * tile) + 1, tile);

    private static MethodLoops Loops(string name, params int[] multiplyAdds) => new(name, multiplyAdds.ToEquatableArray());
}
