using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Emission;

/// <summary>What all widths of an instruction set share: elementwise loops over a row, its maximum and sum, the transposition, the FMA peak.</summary>
internal static class SharedEmitter
{
    public static string Emit(InstructionSet set)
    {
        CodeWriter writer = FileHeader.StartRoutines($"{set.Name}Shared", $"Routines over one row of any multiple of 8 columns, on {set.Name}.");
        EmitElementwise(writer, set);
        ReductionEmitter.Emit(writer, set);
        TransposeEmitter.Emit(writer, set);
        EmitPeak(writer, set);
        if (set.IsVector)
            EmitSettings(writer, set.Widest);
        return writer.Close().ToString();
    }

    private static void EmitSettings(CodeWriter writer, VectorShape shape)
    {
        writer.Line()
            .Line("// What an update needs in every lane: clip, -clip, learning rate, epsilon.")
            .Line(Registers.Optimize)
            .Open("public static void BroadcastSettings(float* settings, float learningRate, float clip)")
            .Line($"{shape.Type} high = {shape.LanesType}.Broadcast(clip), low = {shape.LanesType}.Broadcast(-clip);")
            .Line($"{shape.Type} rate = {shape.LanesType}.Broadcast(learningRate), epsilon = {shape.LanesType}.Broadcast(1e-8f);");
        foreach ((string name, int index) in new[] { ("high", 0), ("low", 1), ("rate", 2), ("epsilon", 3) })
            writer.Line(shape.Store(Registers.At("settings", index * shape.Lanes), name));
        writer.Close();
    }

    private static void EmitElementwise(CodeWriter writer, InstructionSet set)
    {
        string type = set.Widest.Type, lanes = set.Widest.LanesType;
        Elementwise.EmitBothWays(
            writer, set, "row = tanh(row).", "Tanh", "float* row",
            static (shape, _) => [shape.Store("row + k", $"ElementaryFunctions.Tanh<{shape.LanesType}, {shape.Type}>({shape.Load("row + k")})")]);
        Elementwise.EmitBothWays(
            writer, set, "da = (1 - h*h) * dh.", "Slope", "float* dh, float* h, float* da",
            static (shape, _) =>
            [
                $"{shape.Type} state = {shape.Load("h + k")};",
                $"{shape.Type} slope = {shape.NegatedMultiplyAdd("state", "state", $"{shape.LanesType}.Broadcast(1)")};",
                shape.Store("da + k", $"{shape.LanesType}.Multiply(slope, {shape.Load("dh + k")})"),
            ]);
        writer.Line("// sum = x + y.").Line(Registers.Optimize).Open("public static void Add(float* x, float* y, float* sum, nint columns)");
        Elementwise.Emit(
            writer, set, "columns",
            static (shape, _) => [shape.Store("sum + k", $"{shape.LanesType}.Add({shape.Load("x + k")}, {shape.Load("y + k")})")]);
        writer.Close().Line();
        Elementwise.EmitRows(
            writer, set, "y = exp(y - maximum) in each row.", "Exponentials", "float* maxima", $"{type} maximum = {lanes}.Broadcast(maxima[row]);",
            static (shape, outer) =>
            [
                $"{shape.Type} difference = {shape.LanesType}.Subtract({shape.Load("y + k")}, {outer("maximum")});",
                shape.Store("y + k", $"ElementaryFunctions.Exp<{shape.LanesType}, {shape.Type}>(difference)"),
            ]);
        Elementwise.EmitRows(
            writer, set, "y = y * factor in each row.", "Scale", "float scale", $"{type} factor = {lanes}.Broadcast(scale);",
            static (shape, outer) => [shape.Store("y + k", $"{shape.LanesType}.Multiply({shape.Load("y + k")}, {outer("factor")})")]);
        Elementwise.EmitRows(
            writer, set, "y = y * (1/sum) in each row.", "Quotients", "float* sums", $"{type} factor = {lanes}.Broadcast(1 / sums[row]);",
            static (shape, outer) => [shape.Store("y + k", $"{shape.LanesType}.Multiply({shape.Load("y + k")}, {outer("factor")})")]);
    }

    // 12 chains hide a latency of 4 cycles at 2 a cycle, and 5 at 2; 16 registers hold no more beside the two factors. Nothing is called, an
    // exception's constructor neither: under Wine the JIT of .NET 10 gives up optimising most methods that contain a call.
    private static void EmitPeak(CodeWriter writer, InstructionSet set)
    {
        const int chains = 12;
        VectorShape shape = set.Widest;
        writer.Line("// Independent chains of multiply-adds on the widest registers; returns how many multiply-adds that were.")
            .Line(Registers.Optimize)
            .Open("public static long FmaPeak(int rounds)")
            .Line($"{shape.Type} factor = {shape.LanesType}.Broadcast(0.5f), addend = {shape.LanesType}.Broadcast(1);")
            .Line($"{shape.Type} {string.Join(", ", Enumerable.Range(0, chains).Select(chain => $"s{chain} = addend"))};")
            .Open("for (int round = 0; round < rounds; round++)")
            .Lines(Enumerable.Range(0, chains).Select(chain => $"s{chain} = {shape.MultiplyAdd($"s{chain}", "factor", "addend")};"))
            .Close()
            .Line($"{shape.Type} sum = {Enumerable.Range(1, chains - 1).Aggregate("s0", (sum, chain) => $"{shape.LanesType}.Add({sum}, s{chain})")};")
            .Line($"return *(float*)&sum > 0 ? (long)rounds * {chains * shape.Lanes} : 0; // reads every chain, so that none can be left out")
            .Close();
    }
}
