using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>The other part of a kernel's struct: for each instruction set a type that puts the routines of its two widths together.</summary>
internal static class KernelEmitter
{
    // The struct's own namespace and types come before any using: every other name is given from the root.
    private const string Library = "global::CharRnnFast.Kernels";

    public static string Emit(KernelSpec spec)
    {
        CodeWriter writer = FileHeader.Start();
        if (spec.Namespace.Length != 0)
            writer.Line($"namespace {spec.Namespace};").Line();
        foreach (string containing in spec.ContainingTypes)
            writer.Open(containing);
        writer.Lines(DataSheet(spec)).Open($"{spec.Keywords} {spec.Name}");
        foreach (InstructionSet set in InstructionSet.All)
            EmitSet(writer, spec, set);
        writer.Close();
        foreach (string _ in spec.ContainingTypes)
            writer.Close();
        return writer.ToString();
    }

    private static string[] DataSheet(KernelSpec spec)
    {
        int h = spec.Hidden, v = spec.Vocab, hidden = KernelSize.WidthOf(h), vocab = KernelSize.WidthOf(v);
        int terms = (3 * h * h) + (3 * h * v), weights = (h * h) + (2 * h * v) + h + v;
        return
        [
            $"// One training step of h = tanh(Wxh x + Whh h' + bh), y = Why h + by, cross-entropy, clip, Adagrad, for H <= {h}, V <= {v}.",
            $"// Rows of H are {hidden} columns wide, rows of V {vocab}; strides, tiles and registers stand with the widths.",
            $"// {terms} multiply-adds a symbol (3HH + 3HV); {weights * 4} bytes of parameters, and as many of Adagrad memory, read and written a step.",
        ];
    }

    private static void EmitSet(CodeWriter writer, KernelSpec spec, InstructionSet set)
    {
        int hidden = KernelSize.WidthOf(spec.Hidden), vocab = KernelSize.WidthOf(spec.Vocab);
        writer.Line($"// Models of H <= {spec.Hidden} and V <= {spec.Vocab}, computed in rows of {hidden} and {vocab} columns on {set.Name}.")
            .Open($"public readonly unsafe struct {set.Name} : {Library}.IRnnKernel")
            .Line($"public static int Hidden => {spec.Hidden};")
            .Line($"public static int Vocab => {spec.Vocab};")
            .Line($"public static int HiddenStride => {TilePlanner.StrideOf(hidden, set)};")
            .Line($"public static int VocabStride => {TilePlanner.StrideOf(vocab, set)};")
            .Line($"public static bool SplitsRecurrentRows => {(set.IsVector && SplitRows.PaysFor(hidden) ? "true" : "false")};")
            .Line($"public static {Library}.InstructionSet InstructionSet => {Library}.InstructionSet.{set.Name};");
        new OperationsEmitter(writer, set, hidden, vocab).Emit();
        writer.Close().Line();
    }
}
