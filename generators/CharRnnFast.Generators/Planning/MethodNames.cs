namespace CharRnnFast.Generators.Planning;

/// <summary>Names of the generated methods whose sizes are planned.</summary>
internal static class MethodNames
{
    public const string Chain = nameof(Chain);

    public static string Tile(int rows, ColumnBlock block) => $"Tile{rows}x{block.Columns}";

    public static string Panel(ColumnBlock block) => $"Panel{block.Columns}";

    public static string Update(int rows, ColumnBlock block) => $"Update{rows}x{block.Columns}";

    public static string Rows(int rows) => $"Rows{rows}";
}
