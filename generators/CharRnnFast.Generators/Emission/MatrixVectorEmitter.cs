using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>The forward recurrence: a matrix-vector product with bias, embedding row and tanh at every step.</summary>
internal static class MatrixVectorEmitter
{
    public static void Emit(CodeWriter writer, TilePlan plan)
    {
        writer.Line("// h = tanh(Wxh[:,x] + bh + Whh h') at every step, h' being the step's before.")
            .Open("public static void ForwardRecurrence(in Buffers b, int streamBegin, int streamEnd)")
            .Open("for (int stream = streamBegin; stream < streamEnd; stream++)")
            .Nested("for (int t = 0; t < b.SequenceLength; t++)", "ForwardStep(b, t, ((nint)t * b.BatchSize) + stream);")
            .Close()
            .Close()
            .Line();
        EmitStep(writer, plan);
        foreach (ColumnBlock shape in Registers.Shapes(plan.VectorBlocks))
            EmitMatrixVector(writer, plan, shape);
    }

    private static void EmitStep(CodeWriter writer, TilePlan plan)
    {
        writer.Open("private static void ForwardStep(in Buffers b, int t, nint row)")
            .Block($"""
                float* previous = b.Hidden + (row * Stride);
                float* next = previous + ((nint)b.BatchSize * Stride);
                float* embedding = b.Wxh + ((nint)b.Inputs[row] * Stride);

                // Up in even steps, down in odd ones: where the walk turns, the rows of Whh are still in L1.
                bool up = (t & 1) == 0;
                nint first = up ? 0 : b.HiddenSize - 1, step = up ? 1 : -1;
                float* weights = b.Whh + (first * Stride), x = previous + first;
                """);
        Registers.ForEachBlock(
            writer,
            plan.VectorBlocks,
            (block, offset) => $"MatrixVector{block.Columns}(weights{offset}, x, step, b.HiddenSize, embedding{offset}, b.Bh{offset}, next{offset});");
        writer.Line($"{plan.Set.Name}Shared.Tanh(next, {plan.Columns});").Close();
    }

    private static void EmitMatrixVector(CodeWriter writer, TilePlan plan, ColumnBlock block)
    {
        var registers = Registers.Of(block, plan.Set);
        writer.Line()
            .Line($"// y = embedding + bias + sum over terms of weights[k] * x[k]: {block.Columns} outputs in {registers.Count} registers, {(block.Columns + 1) * 4} bytes read a term.")
            .Line(Registers.Optimize)
            .Open($"private static void MatrixVector{block.Columns}(float* weights, float* x, nint step, nint terms, float* embedding, float* bias, float* y)");
        foreach ((int index, int column, VectorShape shape) in registers)
            writer.Line($"{shape.Type} s{index} = {$"{shape.LanesType}.Add({shape.Load(Registers.At("embedding", column))}, {shape.Load(Registers.At("bias", column))})"};");
        EmitLoop(writer, plan.Set, registers);
        foreach ((int index, int column, VectorShape shape) in registers)
            writer.Line(shape.Store(Registers.At("y", column), $"s{index}"));
        writer.Close();
    }

    private static void EmitLoop(CodeWriter writer, InstructionSet set, List<(int Index, int Column, VectorShape Shape)> registers)
    {
        writer.Open("for (nint weightStep = step * Stride; terms != 0; terms--, weights += weightStep, x += step)")
            .Line($"{set.Widest.Type} h = {set.Widest.Broadcast("x")};");
        foreach ((int index, int column, VectorShape shape) in registers)
            writer.Line($"s{index} = {shape.MultiplyAdd(Registers.Narrowed("h", shape, set), shape.Load(Registers.At("weights", column)), $"s{index}")};");
        writer.Close();
    }
}
