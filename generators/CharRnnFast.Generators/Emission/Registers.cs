using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.Generators.Emission;

/// <summary>The registers that cover a block of columns, with the column each begins at.</summary>
internal static class Registers
{
    /// <summary>Disables tiering for long loops of vector code: a first tier would keep every register on the stack.</summary>
    public const string Optimize = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    public static List<(int Index, int Column, VectorShape Shape)> Of(ColumnBlock block, InstructionSet set)
    {
        List<(int, int, VectorShape)> registers = [];
        int column = 0;
        foreach (int lanes in block.Vectors)
        {
            registers.Add((registers.Count, column, set.WithLanes(lanes)));
            column += lanes;
        }
        return registers;
    }

    /// <summary>A broadcast of the widest register as one of this shape: a narrower register is the lower half of the same one.</summary>
    public static string Narrowed(string broadcast, VectorShape shape, InstructionSet set) =>
        shape.Lanes == set.Widest.Lanes ? broadcast : $"{broadcast}.GetLower()";

    /// <summary>Address of a column relative to a pointer.</summary>
    public static string At(string pointer, int column) => column == 0 ? pointer : $"{pointer} + {column}";

    /// <summary>Calls a method for every block of a row, at a column offset that is given as C#; that of the first column is "".</summary>
    public static void ForEachBlock(CodeWriter writer, IEnumerable<ColumnBlock> blocks, Func<ColumnBlock, string, string> call)
    {
        foreach (ColumnBlock run in blocks)
        {
            if (run.Count == 1)
                writer.Line(call(run, run.Offset == 0 ? "" : $" + {run.Offset}"));
            else
                writer.Nested($"for (nint o = {run.Offset}; o < {run.End}; o += {run.Columns})", call(run, " + o"));
        }
    }
}
