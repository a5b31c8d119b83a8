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

    /// <summary>The same loop from the last register to the first.</summary>
    public static void EmitDown(CodeWriter writer, InstructionSet set, string columns, Func<VectorShape, Func<string, string>, IEnumerable<string>> body)
    {
        VectorShape widest = set.Widest;
        writer.Line($"nint k = {columns} & -{widest.Lanes};");
        if (set.Vectors.Length > 1)
            writer.Open($"if (k < {columns})").Lines(body(set.Vectors[1], name => Registers.Narrowed(name, set.Vectors[1], set))).Close();
        writer.Open($"for (k -= {widest.Lanes}; k >= 0; k -= {widest.Lanes})").Lines(body(widest, name => name)).Close();
    }

    /// <summary>Two methods that run such loops over <c>columns</c>: one upwards, one downwards.</summary>
    /// <param name="writer">Receives the methods.</param>
    /// <param name="set">The instruction set.</param>
    /// <param name="comment">What they compute.</param>
    /// <param name="name">Begins their names.</param>
    /// <param name="parameters">Their parameters but <c>columns</c>.</param>
    /// <param name="body">As above.</param>
    public static void EmitBothWays(
        CodeWriter writer,
        InstructionSet set,
        string comment,
        string name,
        string parameters,
        Func<VectorShape, Func<string, string>, IEnumerable<string>> body)
    {
        writer.Line($"// {comment}").Line(Registers.OptimizeApart).Open($"public static void {name}Up({parameters}, nint columns)");
        Emit(writer, set, "columns", body);
        writer.Close().Line().Line(Registers.OptimizeApart).Open($"public static void {name}Down({parameters}, nint columns)");
        EmitDown(writer, set, "columns", body);
        writer.Close().Line();
    }

    /// <summary>A method that runs such a loop over <c>columns</c> of <c>rows</c> rows, <c>stride</c> floats apart from <c>y</c> on.</summary>
    /// <param name="writer">Receives the method.</param>
    /// <param name="set">The instruction set.</param>
    /// <param name="comment">What it computes.</param>
    /// <param name="name">Its name, and with <paramref name="argument"/> its signature.</param>
    /// <param name="argument">C# of a parameter with one float for each <c>row</c>.</param>
    /// <param name="prologue">A statement in front of each row's loop.</param>
    /// <param name="body">As above, on <c>y + k</c>.</param>
    public static void EmitRows(
        CodeWriter writer,
        InstructionSet set,
        string comment,
        string name,
        string argument,
        string prologue,
        Func<VectorShape, Func<string, string>, IEnumerable<string>> body)
    {
        writer.Line($"// {comment}")
            .Line(Registers.Optimize)
            .Open($"public static void {name}(float* y, nint stride, nint columns, {argument}, int rows)")
            .Open("for (int row = 0; row < rows; row++, y += stride)")
            .Line(prologue);
        Emit(writer, set, "columns", body);
        writer.Close().Close().Line();
    }
}
