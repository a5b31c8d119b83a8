using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>
/// Register tiles and the product over them: C[r] = start + sum over k of A(r,k) * B[k]. Every product of the step is this one; they differ in
/// how A is walked, which is two numbers: the steps to the next row and to the next term.
/// </summary>
internal static class TileEmitter
{
    private const string Operands = "float* a, nint rowStep, nint termStep, nint terms, float* right, nint rightStep, float* start, nint startStep, float* c";

    public static void Emit(CodeWriter writer, TilePlan plan)
    {
        EmitProduct(writer, plan);
        foreach (ColumnBlock shape in Registers.Shapes(plan.TileBlocks))
        {
            EmitPanel(writer, plan, shape);
            for (int rows = plan.TileRows; rows >= 1; rows--)
                EmitTile(writer, plan, rows, shape);
        }
    }

    private static void EmitProduct(CodeWriter writer, TilePlan plan)
    {
        writer.Line("// c[r] = start[r] + sum over k, ascending, of a[r * rowStep + k * termStep] * right[k]; rows of c are Stride floats apart, of right")
            .Line("// rightStep, of start startStep: 0 for one row to start all.")
            .Open($"public static void Product({Operands}, int rows)");
        Registers.ForEachBlock(
            writer,
            plan.TileBlocks,
            (block, offset) => $"{MethodNames.Panel(block)}(a, rowStep, termStep, terms, right{offset}, rightStep, start{offset}, startStep, c{offset}, rows);");
        writer.Close();
    }

    private static void EmitPanel(CodeWriter writer, TilePlan plan, ColumnBlock block)
    {
        int most = plan.TileRows;
        writer.Line()
            .Line("// A panel of columns of right and c, down all rows: it stays in the cache.")
            .Open($"private static void {MethodNames.Panel(block)}({Operands}, int rows)")
            .Open($"for (; rows >= {most}; rows -= {most}, a += {most} * rowStep, start += {most} * startStep, c += {most} * Stride)")
            .Line(Call(most))
            .Close();
        if (most > 1)
        {
            writer.Open("switch (rows)");
            for (int rows = most - 1; rows >= 1; rows--)
                writer.Open($"case {rows}:").Line(Call(rows)).Line("break;").Close();
            writer.Close();
        }
        writer.Close();

        string Call(int rows) => $"{MethodNames.Tile(rows, block)}(a, rowStep, termStep, terms, right, rightStep, start, startStep, c);";
    }

    private static void EmitTile(CodeWriter writer, TilePlan plan, int rows, ColumnBlock block)
    {
        var registers = Registers.Of(block, plan.Set);
        writer.Line()
            .Line($"// {rows} x {block.Columns} outputs in {rows} x {registers.Count} registers; {rows * block.Columns} multiply-adds and {(rows + block.Columns) * 4} bytes read a term.")
            .Line(Registers.Optimize)
            .Open($"private static void {MethodNames.Tile(rows, block)}({Operands})");
        EmitStart(writer, rows, registers);
        writer.Open("for (nint k = 0; terms != 0; terms--, k += termStep, right += rightStep)");
        EmitTerm(writer, plan.Set, rows, registers, row => (row == 0 ? "a" : $"a{row}") + " + k");
        writer.Close();
        EmitStores(writer, rows, registers);
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

    /// <summary>One term of every sum of a tile.</summary>
    /// <param name="writer">Receives the statements.</param>
    /// <param name="set">The instruction set.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="registers">Registers that cover its columns.</param>
    /// <param name="address">C# for the address of a row's factor.</param>
    public static void EmitTerm(
        CodeWriter writer, InstructionSet set, int rows, List<(int Index, int Column, VectorShape Shape)> registers, Func<int, string> address)
    {
        foreach ((int index, int column, VectorShape shape) in registers)
            writer.Line($"{shape.Type} r{index} = {shape.Load(Registers.At("right", column))};");
        for (int row = 0; row < rows; row++)
        {
            writer.Line($"{set.Widest.Type} x{row} = {set.Widest.Broadcast(address(row))};");
            foreach ((int index, _, VectorShape shape) in registers)
                writer.Line($"{Accumulator(row, index)} = {shape.MultiplyAdd(Registers.Narrowed($"x{row}", shape, set), $"r{index}", Accumulator(row, index))};");
        }
    }

    /// <summary>Stores the sums of a tile to rows of c.</summary>
    public static void EmitStores(CodeWriter writer, int rows, List<(int Index, int Column, VectorShape Shape)> registers)
    {
        for (int row = 0; row < rows; row++)
            foreach ((int index, int column, VectorShape shape) in registers)
                writer.Line(shape.Store(Registers.At(row == 0 ? "c" : $"c + {row} * Stride", column), Accumulator(row, index)));
    }

    /// <summary>The register of a tile that sums a row and a register's columns.</summary>
    public static string Accumulator(int row, int index) => $"s{row}{index}";
}
