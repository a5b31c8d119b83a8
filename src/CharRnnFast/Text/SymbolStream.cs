using System.Buffers;
using CharRnnFast.Files;

namespace CharRnnFast.Text;

/// <summary>The symbols of a text of any length, read from a stream piece by piece as it comes.</summary>
/// <param name="stream">The text's bytes.</param>
/// <param name="encoding">What a symbol is.</param>
/// <param name="name">What messages call the text.</param>
public sealed class SymbolStream(Stream stream, TextEncoding encoding, string name)
{
    private const int BufferBytes = 1 << 16;

    private readonly byte[] _bytes = new byte[BufferBytes];
    private int _begin;
    private int _end;
    private long _offset;
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
            int written = Decode(symbols, out bool needsMore);
            if (written > 0) return written;
            if (_begin == _end && _ended) return 0;
            if (!needsMore || _ended) throw Invalid();
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
        Take(form.MarkBytes);
    }

    private int Decode(Span<int> symbols, out bool needsMore)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(_begin.._end);
        needsMore = bytes.IsEmpty;
        if (encoding == TextEncoding.Bytes)
        {
            int count = Math.Min(bytes.Length, symbols.Length);
            for (int i = 0; i < count; i++) symbols[i] = bytes[i];
            Take(count);
            return count;
        }

        OperationStatus status = ScalarDecoder.Decode(bytes, symbols, out int read, out int written);
        needsMore |= status == OperationStatus.NeedMoreData;
        Take(read);
        return written;
    }

    private void Take(int bytes)
    {
        _begin += bytes;
        _offset += bytes;
    }

    private void Fill()
    {
        _bytes.AsSpan(_begin.._end).CopyTo(_bytes);
        _end -= _begin;
        _begin = 0;
        try
        {
            int read = stream.Read(_bytes.AsSpan(_end));
            _end += read;
            _ended = read == 0;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotRead(name, e);
        }
    }

    private CharRnnException Invalid() => new(Messages.IsNotUtf8(
        name, _offset, UnmarkedEncoding is string wide ? ReadingNotes.ConvertIfWide("it", wide) : "correct it there"));
}
