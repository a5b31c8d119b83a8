namespace CharRnnFast.Text;

/// <summary>Symbols that stay in their files, a byte each.</summary>
internal sealed class FileSymbols : ISymbolStore
{
    private readonly FileSegment[] _segments;
    private readonly Vocabulary _vocabulary;

    /// <summary>Takes over the files of a text, one for each of its parts. Its symbols are bytes, or ASCII characters.</summary>
    public FileSymbols(IReadOnlyList<TextFile> files, TextScan scan, Vocabulary vocabulary)
    {
        _segments = new FileSegment[files.Count];
        _vocabulary = vocabulary;
        for (int i = 0; i < files.Count; i++)
        {
            _segments[i] = new(files[i], Length, scan.Parts[i].MarkBytes(scan.Encoding));
            Length = _segments[i].End;
        }
    }

    public long Length { get; }

    public long BytesInMemory => 0;

    public long BytesOfWindow => FileWindow.WindowBytes;

    public SymbolWindow OpenWindow() => new FileWindow(_segments, _vocabulary);

    public void Dispose()
    {
        foreach (FileSegment segment in _segments) segment.File.Dispose();
    }
}

/// <summary>A text's symbols in one file, a byte each: the first is at a position in the text, and at an offset in the file.</summary>
internal sealed record FileSegment(TextFile File, long Begin, long Offset)
{
    /// <summary>Position after its last symbol.</summary>
    public long End { get; } = Begin + File.Length - Offset;
}
