namespace CharRnnFast.Generators.Planning;

/// <summary>Names of the generated methods whose sizes are planned.</summary>
internal static class MethodNames
{
    public static string Tile(int rows, ColumnBlock block) => $"Tile{rows}x{block.Columns}";

    public static string Panel(ColumnBlock block) => $"Panel{block.Columns}";

    public static string Update(int rows, ColumnBlock block) => $"Update{rows}x{block.Columns}";

    public static string Chain(int columns) => $"Chain{columns}";

    public static string ChainUp(int columns) => $"Chain{columns}Up";

    public static string ChainDown(int columns) => $"Chain{columns}Down";

    public static string Rows(int rows) => $"Rows{rows}";
}
