using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>The operations of one column width on one instruction set.</summary>
internal static class WidthEmitter
{
    public static string Emit(TilePlan plan)
    {
        CodeWriter writer = FileHeader.StartRoutines($"{plan.Set.Name}Width{plan.Columns}", DataSheet(plan))
            .Line($"public const int Columns = {plan.Columns};")
            .Line($"public const int Stride = {plan.Stride};")
            .Line();
        if (plan.Set.IsVector)
            EmitTiled(writer, plan);
        else
            PortableEmitter.Emit(writer);
        AdagradEmitter.Emit(writer, plan);
        UpdateEmitter.Emit(writer, plan);
        SoftmaxEmitter.Emit(writer, plan.Set);
        InputEmitter.Emit(writer, plan.Set);
        return writer.Close().ToString();
    }

    private static void EmitTiled(CodeWriter writer, TilePlan plan)
    {
        RecurrenceEmitter.Emit(writer, plan);
        TransposedCopyEmitter.Emit(writer, plan);
        TileEmitter.Emit(writer, plan);
    }

    private static string[] DataSheet(TilePlan plan) =>
    [
        $"Operations over rows of {plan.Columns} columns, {plan.Stride} floats apart, on {plan.Set.Name}.",
        plan.Set.IsVector ? $"Products: tiles of {plan.TileRows} rows x {Describe(plan.TileBlocks)}, {plan.TileRegisters} of {plan.Set.Registers} registers." : "Products: scalar loops; this is the definition of the results' bits.",
        $"Sums over all steps and streams: {TilePlan.TermsOfBlock} terms at a time{(plan.Set.IsVector ? $", panels of right of at most {plan.PanelBytes >> 10} KiB" : "")}.",
        plan.Set.IsVector ? plan.ChainBlock is null ? $"Matrix-vector: {TilePlan.ChainRows} rows at a time, sums in L1." : "Matrix-vector: one pass over the weights, sums in registers." : "Every sum is one chain of fused multiply-adds, or 16 of them where the order contract says lane sum.",
    ];

    private static string Describe(IEnumerable<ColumnBlock> blocks) =>
        string.Join(" + ", blocks.Select(block => block.Count == 1 ? $"{block.Columns}" : $"{block.Count} * {block.Columns}"));
}
