using CharRnnFast.Kernels;

namespace CharRnnFast.Text;

/// <summary>Walks over a text's bytes and gives its symbols in blocks.</summary>
/// <param name="text">The bytes.</param>
/// <param name="start">Where the first symbol begins: behind a byte order mark, if there is one.</param>
/// <param name="encoding">What a symbol is.</param>
internal sealed class SymbolReader(NativeBuffer text, long start, TextEncoding encoding)
{
    private const int MaxUtf8Length = 4;

    /// <summary>Byte offset of the next symbol.</summary>
    public long Position { get; private set; } = start;

    /// <summary>Whether <see cref="Read"/> stopped because the bytes at <see cref="Position"/> are not UTF-8.</summary>
    public bool StoppedAtInvalid { get; private set; }

    /// <summary>The next symbols, as many as there is room for at most; 0 at the end of the text and where it is invalid.</summary>
    public int Read(Span<int> symbols)
    {
        return encoding == TextEncoding.Bytes ? ReadBytes(symbols) : ReadScalars(symbols);
    }

    private int ReadBytes(Span<int> symbols)
    {
        ReadOnlySpan<byte> bytes = NextBytes(symbols.Length);
        for (int i = 0; i < bytes.Length; i++) symbols[i] = bytes[i];
        Position += bytes.Length;
        return bytes.Length;
    }

    private int ReadScalars(Span<int> symbols)
    {
        // Room for one whole sequence at least, so that nothing decoded means an invalid or cut one.
        ReadOnlySpan<byte> bytes = NextBytes((long)symbols.Length * MaxUtf8Length);
        ScalarDecoder.Decode(bytes, symbols, out int read, out int written);
        StoppedAtInvalid = written == 0 && bytes.Length > 0;
        Position += read;
        return written;
    }

    private ReadOnlySpan<byte> NextBytes(long wanted) => text.Span(Position, (int)Math.Min(text.Length - Position, wanted));
}
