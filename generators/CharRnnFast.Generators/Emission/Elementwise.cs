using CharRnnFast.Generators.Isa;

namespace CharRnnFast.Generators.Emission;

/// <summary>Loops over the columns of a row, a register at a time; the last 8 columns may take a narrower one.</summary>
internal static class Elementwise
{
    /// <summary>Emits the loop.</summary>
    /// <param name="writer">Receives the loop; it declares <c>k</c>, the column.</param>
    /// <param name="set">The instruction set.</param>
    /// <param name="columns">C# for the number of columns, a multiple of 8.</param>
    /// <param name="body">The statements for one register of a shape; the second argument narrows a register declared outside to it.</param>
    public static void Emit(CodeWriter writer, InstructionSet set, string columns, Func<VectorShape, Func<string, string>, IEnumerable<string>> body)
    {
        VectorShape widest = set.Widest;
        writer.Line("nint k = 0;").Open($"for (; k <= {columns} - {widest.Lanes}; k += {widest.Lanes})").Lines(body(widest, name => name)).Close();
        if (set.Vectors.Length > 1)
            writer.Open($"if (k < {columns})").Lines(body(set.Vectors[1], name => Registers.Narrowed(name, set.Vectors[1], set))).Close();
    }

    /// <summary>A method whose whole body is such a loop over <c>columns</c>.</summary>
    public static void EmitMethod(
        CodeWriter writer,
        InstructionSet set,
        string comment,
        string signature,
        IEnumerable<string> prologue,
        Func<VectorShape, Func<string, string>, IEnumerable<string>> body)
    {
        writer.Line($"// {comment}").Line(Registers.Optimize).Open(signature).Lines(prologue);
        Emit(writer, set, "columns", body);
        writer.Close().Line();
    }
}
