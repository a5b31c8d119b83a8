using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>
/// Register tiles and the product over them: C[r] = start + sum over k of A(r,k) * B[k]. Every product of the step is this one; they differ
/// in how A is walked, which is two numbers: the steps to the next row and to the next term.
/// </summary>
internal static class TileEmitter
{
    private const string Factors = "    float* a, nint rowStep, nint termStep, nint terms, float* right, nint rightStep,";
    private const string Sums = "    float* start, nint startStep, float* c, nint cStep";

    public static void EmitProduct(CodeWriter writer, TilePlan plan)
    {
        writer.Line("/// <inheritdoc/>")
            .Open("public override void Product(", Factors, $"{Sums}, int rows)")
            .Line("// A single row that the tiles would leave is a chain.")
            .Line($"int tiled = rows % {plan.TileRows} == 1 ? rows - 1 : rows;");
        Registers.ForEachBlock(
            writer,
            plan.TileBlocks,
            (block, offset) => $"{MethodNames.Panel(block)}"
                + $"(a, rowStep, termStep, terms, right{offset}, rightStep, start{offset}, startStep, c{offset}, cStep, tiled);");
        writer
            .Nested(
                "if (tiled != rows)",
                "Chain(right, rightStep, a + (tiled * rowStep), termStep, terms, start + (tiled * startStep), c + (tiled * cStep));")
            .Close()
            .Line();
    }

    public static void EmitPanel(CodeWriter writer, TilePlan plan, ColumnBlock block)
    {
        int most = plan.TileRows;
        writer.Line("// A panel of columns of right and c, down all rows: it stays in the cache.")
            .Open($"private static void {MethodNames.Panel(block)}(", Factors, $"{Sums}, int rows)")
            .Nested(
                $"for (; rows >= {most}; rows -= {most}, a += {most} * rowStep, start += {most} * startStep, c += {most} * cStep)",
                Call(most));
        foreach (int rows in plan.TileHeights.Skip(1))
            writer.Nested($"{(rows == most - 1 ? "" : "else ")}if (rows == {rows})", Call(rows));
        writer.Close();

        string Call(int rows) =>
            $"{MethodNames.Tile(rows, block)}(a, rowStep, termStep, terms, right, rightStep, start, startStep, c, cStep);";
    }

    public static void EmitTile(CodeWriter writer, TilePlan plan, int rows, ColumnBlock block)
    {
        var registers = Registers.Of(block, plan.Set);
        writer.Line()
            .Line($"// {rows} x {block.Columns} sums in {rows} x {registers.Count} registers; "
                + $"{rows * block.Columns} multiply-adds and {(rows + block.Columns) * sizeof(float)} bytes read a term.")
            .Line(Registers.Optimize)
            .Open($"private static void {MethodNames.Tile(rows, block)}(", Factors, $"{Sums})");
        EmitStart(writer, rows, registers);
        writer.Line().Line("// One term: a row of right, and each row's factor.")
            .Open("for (nint k = 0; terms != 0; terms--, k += termStep, right += rightStep)");
        EmitTerm(writer, plan.Set, rows, registers, row => (row == 0 ? "a" : $"a{row}") + " + k");
        writer.Close().Line();
        for (int row = 1; row < rows; row++)
            writer.Line($"float* c{row} = c{(row == 1 ? "" : row - 1)} + cStep;");
        EmitStores(writer, rows, registers, row => row == 0 ? "c" : $"c{row}");
        writer.Close();
    }

    private static void EmitStart(CodeWriter writer, int rows, List<(int Index, int Column, VectorShape Shape)> registers)
    {
        for (int row = 0; row < rows; row++)
        {
            if (row > 0)
                writer.Line($"float* a{row} = {(row == 1 ? "a" : $"a{row - 1}")} + rowStep;").Line("start += startStep;");
            foreach ((int index, int column, VectorShape shape) in registers)
                writer.Line($"{shape.Type} {Accumulator(row, index)} = {shape.Load(Registers.At("start", column))};");
        }
    }

    /// <summary>
    /// One term of every sum of a tile; it declares r0, r1, … for the right factor's row and x0, x1, … for the factors, or takes those
    /// of a loop. The address, as C#, is that of a row's factor.
    /// </summary>
    public static void EmitTerm(
        CodeWriter writer, InstructionSet set, int rows, List<(int Index, int Column, VectorShape Shape)> registers,
        Func<int, string> address, bool declares = true)
    {
        foreach ((int index, int column, VectorShape shape) in registers)
            writer.Line($"{(declares ? $"{shape.Type} " : "")}r{index} = {shape.Load(Registers.At("right", column))};");
        for (int row = 0; row < rows; row++)
        {
            writer.Line($"{(declares ? $"{set.Widest.Type} " : "")}x{row} = {set.Widest.Broadcast(address(row))};");
            foreach ((int index, _, VectorShape shape) in registers)
            {
                string sum = Accumulator(row, index), factor = Registers.Narrowed($"x{row}", shape, set);
                writer.Line($"{sum} = {shape.MultiplyAdd(factor, $"r{index}", sum)};");
            }
        }
    }

    /// <summary>Stores the sums of a tile; a row's first column is at an address, as C#.</summary>
    public static void EmitStores(
        CodeWriter writer, int rows, List<(int Index, int Column, VectorShape Shape)> registers, Func<int, string> row)
    {
        for (int r = 0; r < rows; r++)
            foreach ((int index, int column, VectorShape shape) in registers)
                writer.Line(shape.Store(Registers.At(row(r), column), Accumulator(r, index)));
    }

    /// <summary>The register of a tile that sums a row and a register's columns.</summary>
    public static string Accumulator(int row, int index) => $"s{row}{index}";
}
