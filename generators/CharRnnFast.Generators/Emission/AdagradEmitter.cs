using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>Clip and Adagrad, element by element.</summary>
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
        Elementwise.Emit(
            writer, plan.Set, "Columns",
            static (shape, outer) => Vector(shape, outer("high"), outer("low"), outer("rate"), outer("epsilon")));
        writer.Close().Close().Line();
    }

    /// <summary>The statements for one register at column k of g, w and m.</summary>
    /// <param name="shape">The register.</param>
    /// <param name="settings">C# for clip, -clip, learning rate and epsilon in every lane.</param>
    public static IEnumerable<string> Vector(VectorShape shape, params string[] settings) =>
    [
        $"{shape.Type} gradient = {shape.LanesType}.Max({settings[1]}, {shape.LanesType}.Min({settings[0]}, {shape.Load("g + k")}));",
        $"{shape.Type} memory = {shape.MultiplyAdd("gradient", "gradient", shape.Load("m + k"))};",
        $"{shape.Type} root = {shape.LanesType}.SquareRoot({shape.LanesType}.Add(memory, {settings[3]}));",
        $"{shape.Type} update = {shape.LanesType}.Divide({shape.LanesType}.Multiply({settings[2]}, gradient), root);",
        shape.Store("m + k", "memory"),
        shape.Store("w + k", $"{shape.LanesType}.Subtract({shape.Load("w + k")}, update)"),
    ];
}
