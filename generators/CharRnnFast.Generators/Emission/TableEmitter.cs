using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Model;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>The one table that chooses: the widths of every instruction set, and the instruction set of the machine.</summary>
internal static class TableEmitter
{
    private const string Usings = """

        using global::System.Runtime.Intrinsics;
        using global::CharRnnFast.Kernels.Generated;
        using global::CharRnnFast.Numerics;
        using global::CharRnnFast.Steps;
        using Arm = global::System.Runtime.Intrinsics.Arm;
        using X86 = global::System.Runtime.Intrinsics.X86;

        """;

    public static GeneratedSource Emit(TableWidths widths)
    {
        CodeWriter writer = FileHeader.Start()
            .Line("namespace CharRnnFast.Kernels;")
            .Block(Usings)
            .Line("/// <summary>The widths of this project, by instruction set.</summary>")
            .Open("internal static class RnnKernelTable")
            .Line("/// <summary>")
            .Line("/// The best set that this machine supports. The conditions are constants of a native executable, which holds that")
            .Line("/// set's routines only.")
            .Line("/// </summary>")
            .Open("public static KernelTable Native()");
        foreach (InstructionSet set in InstructionSet.Vector)
            writer.Nested($"if ({set.IsSupported})", $"return {set.Name}();");
        writer.Line("return Portable();").Close();

        foreach (InstructionSet set in InstructionSet.All)
            EmitSet(writer, set, widths);
        return new("RnnKernelTable.g.cs", writer.Close().ToString());
    }

    private static void EmitSet(CodeWriter writer, InstructionSet set, TableWidths widths) => writer
        .Line()
        .Line($"/// <summary>To be used only where the machine has {set.Name}.</summary>")
        .Line($"public static KernelTable {set.Name}() => new KernelTable<{set.Widest.LanesType}, {set.Widest.Type}>(")
        .Line($"    InstructionSet.{set.Name},")
        .Line("    new WidthRoutines[]")
        .Line("    {")
        .Lines(widths.All.Select(columns => $"        new {TypeOf(set, columns)},"))
        .Line("    },")
        .Line($"    hiddenWidths: new[] {{ {string.Join(", ", widths.Hidden)} }},")
        .Line($"    vocabWidths: new[] {{ {string.Join(", ", widths.Vocab)} }});");

    private static string TypeOf(InstructionSet set, int columns) =>
        set == InstructionSet.Portable ? $"PortableRoutines({columns})" : $"{TilePlan.NameOf(set, columns)}()";
}
