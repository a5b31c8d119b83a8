using CharRnnFast.Memory;

namespace CharRnnFast.Text;

/// <summary>Walks over the bytes of a text, all its parts, that is valid in its encoding, and gives its symbols in blocks.</summary>
internal sealed class SymbolReader(NativeBuffer text, TextScan scan)
{
    private readonly SymbolDecoder _decoder = new(scan.Encoding);
    private int _nextPart;
    private long _position;
    private long _end;

    /// <summary>The next symbols, as many as there is room for at most; 0 at the end of the text.</summary>
    public int Read(Span<int> symbols)
    {
        while (_position == _end && _nextPart < scan.Parts.Count) BeginPart();
        int length = (int)Math.Min(_end - _position, int.MaxValue);
        ReadOnlySpan<byte> bytes = text.Span(_position, length);
        _decoder.Decode(ref bytes, symbols, out int written);
        _position += length - bytes.Length;
        return written;
    }

    private void BeginPart()
    {
        TextPart part = scan.Parts[_nextPart++];
        _position = _end + part.MarkBytes(scan.Encoding);
        _end += part.Length;

        // A symbol may begin in one part and end in the next, unless that begins with a mark.
        while (_nextPart < scan.Parts.Count && scan.Parts[_nextPart].MarkBytes(scan.Encoding) == 0) _end += scan.Parts[_nextPart++].Length;
    }
}
