using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>The matrix-vector product, a chain of multiply-adds for each output: sums in registers, or, of wide rows, in L1.</summary>
internal static class ChainEmitter
{
    private const string Signature =
        "public override void Chain(float* w, nint wStep, float* x, nint xStep, nint terms, float* start, float* y)";

    public static void Emit(CodeWriter writer, TilePlan plan)
    {
        if (plan.ChainBlock is { } block)
            EmitInRegisters(writer, plan, block);
        else
            EmitByRows(writer, plan);
    }

    private static void EmitInRegisters(CodeWriter writer, TilePlan plan, ColumnBlock block)
    {
        var registers = Registers.Of(block, plan.Set);
        VectorShape widest = plan.Set.Widest;
        writer.Line("/// <inheritdoc/>").Line(Registers.Optimize).Open(Signature);
        writer.Lines(registers.Select(at => $"{at.Shape.Type} s{at.Index} = {at.Shape.Load(Registers.At("start", at.Column))};"));
        writer.Line().Line("// One term of every sum.").Open("for (; terms != 0; terms--, w += wStep, x += xStep)");
        writer.Line($"{widest.Type} factor = {widest.Broadcast("x")};");
        foreach ((int index, int column, VectorShape shape) in registers)
        {
            string factor = Registers.Narrowed("factor", shape, plan.Set);
            writer.Line($"s{index} = {shape.MultiplyAdd(factor, shape.Load(Registers.At("w", column)), $"s{index}")};");
        }

        writer.Close().Line();
        writer.Lines(registers.Select(at => widest.Store(Registers.At("y", at.Column), Widened($"s{at.Index}", at.Shape, widest))))
            .Close()
            .Line();
    }

    // With zeros above: the whole register that the caller loads next comes from one store, and need not wait until a narrower one has
    // reached the cache.
    private static string Widened(string register, VectorShape shape, VectorShape widest) =>
        shape == widest ? register : $"{register}.To{widest.Type.Split('<')[0]}()";

    private static void EmitByRows(CodeWriter writer, TilePlan plan)
    {
        int rows = TilePlan.ChainRows;
        string some = MethodNames.Rows(rows), one = MethodNames.Rows(1);
        writer.Line("/// <inheritdoc/>").Open(Signature)
            .Open($"for (; terms >= {rows}; terms -= {rows}, w += {rows} * wStep, x += {rows} * xStep, start = y)")
            .Line($"{some}(w, wStep, x, xStep, start, y);")
            .Close()
            .Open("for (; terms > 0; terms--, w += wStep, x += xStep, start = y)")
            .Line($"{one}(w, wStep, x, xStep, start, y);")
            .Close()
            .Close()
            .Line();
        EmitRows(writer, plan, rows);
        EmitRows(writer, plan, 1);
    }

    // Whole registers: the last may take some of the padding.
    private static void EmitRows(CodeWriter writer, TilePlan plan, int rows)
    {
        VectorShape shape = plan.Set.Widest;
        writer.Line($"// The next {(rows == 1 ? "term" : $"{rows} terms")} of all sums.")
            .Line(Registers.Optimize)
            .Open($"private static void {MethodNames.Rows(rows)}(float* w0, nint wStep, float* x, nint xStep, float* start, float* y)");
        for (int row = 1; row < rows; row++)
            writer.Line($"float* w{row} = w{row - 1} + wStep;");
        for (int row = 0; row < rows; row++)
            writer.Line($"{shape.Type} x{row} = {shape.Broadcast(row == 0 ? "x" : $"x + ({row} * xStep)")};");
        writer.Open($"for (nint k = 0; k < {plan.Columns}; k += {shape.Lanes})").Line($"{shape.Type} sum = {shape.Load("start + k")};");
        for (int row = 0; row < rows; row++)
            writer.Line($"sum = {shape.MultiplyAdd($"x{row}", shape.Load($"w{row} + k"), "sum")};");
        writer.Line(shape.Store("y + k", "sum")).Close().Close().Line();
    }
}
