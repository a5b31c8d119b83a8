namespace CharRnnFast.Generators.Planning;

/// <summary>
/// The layout of Whh's transposed copy where the matrix is somewhat larger than 32 KiB of L1. Walked up and down, the rows in L1 would come first and those
/// in L2 last, at L2's rate. So some rows have their lines at addresses that share one eighth of the cache's sets, lines 7, 15, …, 63 of each 4 KiB:
/// these rows push each other out and come from L2 again at every step, one between two of the others, which stay.
/// </summary>
internal static class SplitRows
{
    /// <summary>Floats between resident rows: 7 lines for the row and the one that streamed rows take.</summary>
    public const int ResidentStride = 128;

    /// <summary>Floats between streamed rows: 4 KiB.</summary>
    public const int StreamedStride = 1024;

    /// <summary>Floats between the lines of a streamed row: 8 lines.</summary>
    public const int StreamedLineStride = 128;

    private const int FloatsPerLine = 16;

    /// <summary>Whether it pays for rows of so many columns: 6 lines or 7.</summary>
    public static bool PaysFor(int columns) => columns is > 80 and <= 112;

    /// <summary>Where a column of a streamed row is.</summary>
    public static int StreamedOffset(int column) => (column / FloatsPerLine * StreamedLineStride) + (column % FloatsPerLine);
}
