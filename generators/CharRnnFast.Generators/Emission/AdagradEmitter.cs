using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>Clip and Adagrad, and the outer product that ends in them.</summary>
internal static class AdagradEmitter
{
    public static void Emit(CodeWriter writer, TilePlan plan)
    {
        string lanes = plan.Set.Widest.LanesType, type = plan.Set.Widest.Type;
        writer.Line()
            .Line("// g clipped to [-clip, clip], a NaN passes; m = g*g + m; w = w - learningRate*g / sqrt(m + 1e-8). 20 bytes of traffic a weight.")
            .Line(Registers.Optimize)
            .Open("public static void Adagrad(float* g, float* w, float* m, int rows, float learningRate, float clip)")
            .Line($"{type} high = {lanes}.Broadcast(clip), low = {lanes}.Broadcast(-clip), rate = {lanes}.Broadcast(learningRate), epsilon = {lanes}.Broadcast(1e-8f);")
            .Open("for (; rows != 0; rows--, g += Stride, w += Stride, m += Stride)");
        Elementwise.Emit(writer, plan.Set, "Columns", static (shape, outer) =>
        [
            $"{shape.Type} gradient = {shape.LanesType}.Max({outer("low")}, {shape.LanesType}.Min({outer("high")}, {shape.Load("g + k")}));",
            $"{shape.Type} memory = {shape.MultiplyAdd("gradient", "gradient", shape.Load("m + k"))};",
            $"{shape.Type} root = {shape.LanesType}.SquareRoot({shape.LanesType}.Add(memory, {outer("epsilon")}));",
            $"{shape.Type} update = {shape.LanesType}.Divide({shape.LanesType}.Multiply({outer("rate")}, gradient), root);",
            shape.Store("m + k", "memory"),
            shape.Store("w + k", $"{shape.LanesType}.Subtract({shape.Load("w + k")}, update)"),
        ]);
        writer.Close().Close().Line();
        EmitFused(writer, plan);
    }

    private static void EmitFused(CodeWriter writer, TilePlan plan) => writer.Block($$"""
        // Outer products with the fused ending: the gradient of {{plan.TileRows}} rows of weights goes from registers to a strip in L1, and from there
        // clipped into Adagrad; it never reaches memory. a[k * termStep + row] and right[k] are the factors of term k.
        public static void OuterProductAdagrad(in Buffers b, float* a, nint termStep, float* right, float* w, float* m, int rows)
        {
            for (; rows > 0; rows -= {{plan.TileRows}}, a += {{plan.TileRows}}, w += {{plan.TileRows}} * Stride, m += {{plan.TileRows}} * Stride)
            {
                int strip = Math.Min(rows, {{plan.TileRows}});
                Product(a, 1, termStep, b.Rows, right, b.Zero, b.Strip, strip);
                Adagrad(b.Strip, w, m, strip, b.LearningRate, b.Clip);
            }
        }

        """);
}
