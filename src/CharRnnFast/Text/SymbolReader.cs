using CharRnnFast.Memory;

namespace CharRnnFast.Text;

/// <summary>Walks over the bytes of a text that is valid in its encoding and gives its symbols in blocks.</summary>
/// <param name="text">The bytes of all its parts.</param>
/// <param name="scan">Where the parts begin, and what a symbol is.</param>
internal sealed class SymbolReader(NativeBuffer text, TextScan scan)
{
    private const int MaxUtf8Length = 4;

    private int _nextPart;
    private long _position;
    private long _end;

    /// <summary>The next symbols, as many as there is room for at most; 0 at the end of the text.</summary>
    public int Read(Span<int> symbols)
    {
        while (_position == _end && _nextPart < scan.Parts.Count) BeginPart();
        return scan.Encoding == TextEncoding.Bytes ? ReadBytes(symbols) : ReadScalars(symbols);
    }

    private void BeginPart()
    {
        TextPart part = scan.Parts[_nextPart++];
        _position = _end + part.MarkBytes(scan.Encoding);
        _end += part.Length;

        // A symbol may begin in one part and end in the next, unless that begins with a mark.
        while (_nextPart < scan.Parts.Count && scan.Parts[_nextPart].MarkBytes(scan.Encoding) == 0) _end += scan.Parts[_nextPart++].Length;
    }

    private int ReadBytes(Span<int> symbols)
    {
        ReadOnlySpan<byte> bytes = NextBytes(symbols.Length);
        for (int i = 0; i < bytes.Length; i++) symbols[i] = bytes[i];
        _position += bytes.Length;
        return bytes.Length;
    }

    private int ReadScalars(Span<int> symbols)
    {
        // Room for one whole sequence at least.
        ReadOnlySpan<byte> bytes = NextBytes((long)symbols.Length * MaxUtf8Length);
        ScalarDecoder.Decode(bytes, symbols, out int read, out int written);
        _position += read;
        return written;
    }

    private ReadOnlySpan<byte> NextBytes(long wanted) => text.Span(_position, (int)Math.Min(_end - _position, wanted));
}
