namespace CharRnnFast.Text;

/// <summary>The symbols of a text that are in one file, a byte each.</summary>
/// <param name="File">The file.</param>
/// <param name="Begin">Position of its first symbol in the text.</param>
/// <param name="Offset">Byte offset of that symbol in the file.</param>
internal sealed record FileSegment(TextFile File, long Begin, long Offset)
{
    /// <summary>Position after its last symbol.</summary>
    public long End { get; } = Begin + File.Length - Offset;
}
