using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>Matrix-vector products whose sums stay in registers, a chain of multiply-adds for each output.</summary>
internal static class ChainEmitter
{
    public static void Emit(CodeWriter writer, TilePlan plan)
    {
        if (plan.ChainBlock is not { } block)
        {
            EmitRows(writer, plan, TilePlan.ChainRows);
            EmitRows(writer, plan, 1);
            return;
        }
        EmitPlain(writer, plan, block);
        if (plan.SplitsRecurrentRows)
            EmitSplit(writer, plan, block);
    }

    private static void EmitPlain(CodeWriter writer, TilePlan plan, ColumnBlock block)
    {
        Open(writer, plan, block, $"{MethodNames.Chain(plan.Columns)}(float* w, float* x, nint step, nint terms, float* start, float* y)");
        writer.Open("for (nint weightStep = step * Stride; terms != 0; terms--, w += weightStep, x += step)");
        EmitTerm(writer, plan, block, "x", column => Registers.At("w", column));
        writer.Close();
        Close(writer, plan, block);
    }

    private static void EmitRows(CodeWriter writer, TilePlan plan, int rows)
    {
        VectorShape widest = plan.Set.Widest;
        writer.Line($"// The next {(rows == 1 ? "term" : $"{rows} terms")} of all sums.")
            .Line(Registers.Optimize)
            .Open($"private static void {MethodNames.Rows(rows)}(float* w0, nint weightStep, float* x, nint step, float* start, float* y)");
        for (int row = 1; row < rows; row++)
            writer.Line($"float* w{row} = w{row - 1} + weightStep;");
        for (int row = 0; row < rows; row++)
            writer.Line($"{widest.Type} x{row} = {widest.Broadcast(row == 0 ? "x" : $"x + ({row} * step)")};");
        Elementwise.Emit(
            writer, plan.Set, "Columns",
            (shape, outer) =>
            [
                $"{shape.Type} sum = {shape.Load("start + k")};",
                .. Enumerable.Range(0, rows).Select(row => $"sum = {shape.MultiplyAdd(outer($"x{row}"), shape.Load($"w{row} + k"), "sum")};"),
                shape.Store("y + k", "sum"),
            ]);
        writer.Close().Line();
    }

    private static void EmitSplit(CodeWriter writer, TilePlan plan, ColumnBlock block)
    {
        Open(writer, plan, block, $"{MethodNames.ChainUp(plan.Columns)}(float* resident, float* streamed, float* x, nint pairs, nint singles, float* start, float* y)");
        writer.Open($"for (; pairs != 0; pairs--, resident += {SplitRows.ResidentStride}, streamed += {SplitRows.StreamedStride}, x += 2)");
        EmitTerm(writer, plan, block, "x", Resident);
        EmitTerm(writer, plan, block, "x + 1", Streamed);
        writer.Close().Open($"for (; singles != 0; singles--, resident += {SplitRows.ResidentStride}, x++)");
        EmitTerm(writer, plan, block, "x", Resident);
        writer.Close();
        Close(writer, plan, block);

        Open(writer, plan, block, $"{MethodNames.ChainDown(plan.Columns)}(float* resident, float* streamed, float* x, nint pairs, nint singles, float* start, float* y)");
        writer.Block($"""
            resident += (pairs + singles) * {SplitRows.ResidentStride};
            streamed += pairs * {SplitRows.StreamedStride};
            x += (2 * pairs) + singles;
            """);
        writer.Open("for (; singles != 0; singles--)").Line($"resident -= {SplitRows.ResidentStride};").Line("x--;");
        EmitTerm(writer, plan, block, "x", Resident);
        writer.Close().Open("for (; pairs != 0; pairs--)")
            .Line($"resident -= {SplitRows.ResidentStride};").Line($"streamed -= {SplitRows.StreamedStride};").Line("x -= 2;");
        EmitTerm(writer, plan, block, "x + 1", Streamed);
        EmitTerm(writer, plan, block, "x", Resident);
        writer.Close();
        Close(writer, plan, block);
    }

    private static string Resident(int column) => Registers.At("resident", column);

    private static string Streamed(int column) => Registers.At("streamed", SplitRows.StreamedOffset(column));

    private static void Open(CodeWriter writer, TilePlan plan, ColumnBlock block, string signature)
    {
        var registers = Registers.Of(block, plan.Set);
        writer.Line($"// {block.Columns} outputs in {registers.Count} registers, {(block.Columns + 1) * 4} bytes read a term.")
            .Line(Registers.Optimize)
            .Open($"private static void {signature}");
        foreach ((int index, int column, VectorShape shape) in registers)
            writer.Line($"{shape.Type} s{index} = {shape.Load(Registers.At("start", column))};");
    }

    private static void EmitTerm(CodeWriter writer, TilePlan plan, ColumnBlock block, string x, Func<int, string> address)
    {
        writer.Line("{").Line($"{plan.Set.Widest.Type} factor = {plan.Set.Widest.Broadcast(x)};");
        foreach ((int index, int column, VectorShape shape) in Registers.Of(block, plan.Set))
            writer.Line($"s{index} = {shape.MultiplyAdd(Registers.Narrowed("factor", shape, plan.Set), shape.Load(address(column)), $"s{index}")};");
        writer.Line("}");
    }

    private static void Close(CodeWriter writer, TilePlan plan, ColumnBlock block)
    {
        foreach ((int index, int column, VectorShape shape) in Registers.Of(block, plan.Set))
            writer.Line(shape.Store(Registers.At("y", column), $"s{index}"));
        writer.Close().Line();
    }
}
