using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;

namespace CharRnnFast.Generators.Emission;

/// <summary>The one table that chooses: kernels in the order in which they are tried, and the instruction set of the machine.</summary>
internal static class TableEmitter
{
    public static string Emit(EquatableArray<KernelSpec> specs)
    {
        CodeWriter writer = FileHeader.Start()
            .Line("namespace CharRnnFast.Kernels;")
            .Line()
            .Line("// Every kernel of this project, by instruction set.")
            .Open("internal static class RnnKernelTable")
            .Line("// The best set that this machine supports. The conditions are constants of a native executable, which holds that set's kernels only.")
            .Open("public static KernelTable Native()");
        foreach (InstructionSet set in InstructionSet.All.Where(set => set.IsVector))
            writer.Nested($"if ({set.IsSupported})", $"return {set.Name}();");
        writer.Line("return Portable();").Close();

        var ordered = specs.OrderBy(spec => spec.Hidden).ThenBy(spec => spec.Vocab).ToList();
        foreach (InstructionSet set in InstructionSet.All)
            EmitSet(writer, set, ordered);
        return writer.Close().ToString();
    }

    private static void EmitSet(CodeWriter writer, InstructionSet set, List<KernelSpec> ordered) => writer
        .Line()
        .Line($"// A model runs on the first that holds it. To be used only where the machine has {set.Name}.")
        .Line($"public static KernelTable {set.Name}() => new(InstructionSet.{set.Name}, new Kernel[]")
        .Line("{")
        .Lines(ordered.Select(spec => $"    new Kernel<{spec.QualifiedName}.{set.Name}>(),"))
        .Line("});");
}
