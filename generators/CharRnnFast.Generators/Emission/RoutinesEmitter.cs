using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>
/// The class of a width on an instruction set, in parts: its routines, the tiles of each block of columns, the tiles of updates.
/// </summary>
internal static class RoutinesEmitter
{
    public static IEnumerable<GeneratedSource> Emit(TilePlan plan) =>
    [
        new($"{plan.TypeName}.g.cs", Routines(plan)),
        .. plan.TileShapes.Select(shape => new GeneratedSource($"{plan.TypeName}.Tiles{shape.Columns}.g.cs", Tiles(plan, shape))),
        .. plan.UpdateShapes.Select(shape => new GeneratedSource($"{plan.TypeName}.Update{shape.Columns}.g.cs", Update(plan, shape))),
    ];

    private static string Routines(TilePlan plan)
    {
        CodeWriter writer = FileHeader.StartPart(plan, DataSheet(plan), " : WidthRoutines");
        writer.Line($"public {plan.TypeName}()")
            .Line($"    : base(InstructionSet.{plan.Set.Name}, {plan.Columns}, {plan.Stride}, {plan.UpdateRows})")
            .Line("{")
            .Line("}")
            .Line();
        ChainEmitter.Emit(writer, plan);
        TileEmitter.EmitProduct(writer, plan);
        UpdateEmitter.EmitUpdate(writer, plan);
        return writer.Close().ToString();
    }

    private static string Tiles(TilePlan plan, ColumnBlock shape)
    {
        CodeWriter writer = FileHeader.StartPart(plan, []);
        TileEmitter.EmitPanel(writer, plan, shape);
        foreach (int rows in plan.TileHeights)
            TileEmitter.EmitTile(writer, plan, rows, shape);
        return writer.Close().ToString();
    }

    private static string Update(TilePlan plan, ColumnBlock shape)
    {
        CodeWriter writer = FileHeader.StartPart(plan, []);
        UpdateEmitter.EmitTile(writer, plan, shape);
        return writer.Close().ToString();
    }

    private static string[] DataSheet(TilePlan plan) =>
    [
        $"<summary>Rows of {plan.Columns} columns on {plan.Set.Name}, {plan.Stride} floats apart.</summary>",
        "<remarks>",
        $"Chain, y = start + x W: {ChainSheet(plan)}; "
        + $"{plan.Columns} multiply-adds and {(plan.Columns + 1) * sizeof(float)} bytes read a term.",
        $"<para>Product, C = start + A B: tiles of {plan.TileRows} rows x {Describe(plan.TileBlocks)} columns "
        + $"in {plan.TileRegisters} of {plan.Set.Registers} registers.</para>",
        $"<para>Update, G = A' B, and Adagrad of other rows meanwhile: "
        + $"tiles of {plan.UpdateRows} rows x {Describe(plan.UpdateBlocks)} columns in {plan.UpdateRegisters} registers.</para>",
        "</remarks>",
    ];

    private static string ChainSheet(TilePlan plan) => plan.ChainBlock is { } block
        ? $"one pass over W, the sums in {block.Vectors.Count} registers"
        : $"{TilePlan.ChainRows} rows of W at a time, the sums in L1";

    private static string Describe(IEnumerable<ColumnBlock> blocks) =>
        string.Join(" + ", blocks.Select(block => block.Count == 1 ? $"{block.Columns}" : $"{block.Count} * {block.Columns}"));
}

/// <summary>One file to add to the compilation.</summary>
internal sealed record GeneratedSource(string HintName, string Text);
