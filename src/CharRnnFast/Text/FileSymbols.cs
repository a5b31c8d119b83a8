namespace CharRnnFast.Text;

/// <summary>Symbols that stay in their file, a byte each.</summary>
/// <param name="file">The file, which it takes over.</param>
/// <param name="start">Byte offset of the first symbol.</param>
/// <param name="vocabulary">Of bytes, or of ASCII characters.</param>
internal sealed class FileSymbols(TextFile file, long start, Vocabulary vocabulary) : ISymbolStore
{
    /// <inheritdoc/>
    public long Length => file.Length - start;

    /// <inheritdoc/>
    public long BytesInMemory => 0;

    /// <inheritdoc/>
    public long BytesOfWindow => FileWindow.WindowBytes;

    /// <inheritdoc/>
    public SymbolWindow OpenWindow() => new FileWindow(file, start, vocabulary);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
