using CharRnnFast.Files;

namespace CharRnnFast.Text;

/// <summary>The symbols of a text of any length, read from a stream piece by piece as it comes.</summary>
internal sealed class SymbolStream(Stream stream, TextEncoding encoding, string name)
{
    private const int BufferBytes = 1 << 16;

    private readonly SymbolDecoder _decoder = new(encoding);
    private readonly byte[] _bytes = new byte[BufferBytes];
    private int _begin;
    private int _end;
    private long _filled;
    private bool _begun;
    private bool _ended;

    /// <summary>
    /// The UTF-16 or UTF-32 encoding that the text seems to have without being marked with it; null: none, or nothing has been read yet.
    /// </summary>
    public string? UnmarkedEncoding { get; private set; }

    /// <summary>The next symbols, scalar values or bytes; waits for one at least. 0 at the end of the text.</summary>
    /// <exception cref="CharRnnException">
    /// The text cannot be read, is not UTF-8 where it has to be, is packed, or is marked as UTF-16 or UTF-32.
    /// </exception>
    public int Read(Span<int> symbols)
    {
        if (!_begun) Begin();
        while (true)
        {
            ReadOnlySpan<byte> piece = _bytes.AsSpan(_begin.._end);
            bool isValid = _decoder.Decode(ref piece, symbols, out int written);
            _begin = _end - piece.Length;
            if (written > 0) return written;
            if (!isValid || (_ended && _decoder.CutBytes > 0)) throw Invalid();
            if (_ended) return 0;
            Fill();
        }
    }

    // A mark may come in pieces.
    private void Begin()
    {
        _begun = true;
        if (encoding == TextEncoding.Bytes) return;
        while (_end < ByteOrderMark.MaxLength && !_ended) Fill();
        TextForm form = TextForm.Of(_bytes.AsSpan(0, Math.Min(_end, TextForm.MaxSample)));
        form.CheckReadable(name, mayBeBytes: false);
        UnmarkedEncoding = form.UnmarkedEncoding;
        _begin = form.MarkBytes;
    }

    private void Fill()
    {
        if (_begin == _end) _begin = _end = 0;
        try
        {
            int read = stream.Read(_bytes.AsSpan(_end));
            _end += read;
            _filled += read;
            _ended = read == 0;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotRead(name, e);
        }
    }

    private CharRnnException Invalid() => new(Messages.IsNotUtf8(
        name, _filled - (_end - _begin) - _decoder.CutBytes,
        UnmarkedEncoding is string wide ? ReadingNotes.ConvertIfWide("it", wide) : "correct it there"));
}
