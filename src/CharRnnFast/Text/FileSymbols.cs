namespace CharRnnFast.Text;

/// <summary>Symbols that stay in their files, a byte each.</summary>
internal sealed class FileSymbols : ISymbolStore
{
    private readonly FileSegment[] _segments;
    private readonly Vocabulary _vocabulary;

    /// <summary>Takes over the files of a text.</summary>
    /// <param name="files">The files, one for each of the text's parts.</param>
    /// <param name="scan">The text.</param>
    /// <param name="vocabulary">Of bytes, or of ASCII characters.</param>
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

    /// <inheritdoc/>
    public long Length { get; }

    /// <inheritdoc/>
    public long BytesInMemory => 0;

    /// <inheritdoc/>
    public long BytesOfWindow => FileWindow.WindowBytes;

    /// <inheritdoc/>
    public SymbolWindow OpenWindow() => new FileWindow(_segments, _vocabulary);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FileSegment segment in _segments) segment.File.Dispose();
    }
}
