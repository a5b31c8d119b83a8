namespace CharRnnFast.Model;

/// <summary>The names of cells in files and on the command line.</summary>
internal static class CellNames
{
    /// <summary>All, in the order of <see cref="Cell"/>.</summary>
    public static readonly string[] All = ["rnn", "gru", "lstm"];

    /// <summary>The name of one.</summary>
    public static string Of(Cell cell) => All[(int)cell];

    /// <summary>The cell of a name; null: there is none.</summary>
    public static Cell? Parse(string name) => Array.IndexOf(All, name) is >= 0 and int index ? (Cell)index : null;
}
