using System.Text;

namespace CharRnnFast.Text;

/// <summary>
/// Walks over UTF-8 in chunks of any length, part by part: counts its symbols, collects those beyond ASCII, finds the first invalid
/// sequence.
/// </summary>
internal sealed class Utf8Survey
{
    private const int BlockSymbols = 4096;
    private const int ByteOrderMarkScalar = 0xFEFF;

    private readonly SymbolDecoder _decoder = new(TextEncoding.Utf8);
    private SymbolSet? _beyondAscii;
    private long _taken;
    private long _partBegin;
    private bool _isInvalid;

    /// <summary>Symbols so far, byte order marks at the start of a part left out.</summary>
    public long Symbols { get; private set; }

    /// <summary>
    /// Byte offset in the whole text of the first sequence that is invalid, or cut off by the end of what has been seen; -1: all is valid.
    /// </summary>
    public long InvalidAt => _isInvalid || _decoder.CutBytes > 0 ? Offset : -1;

    // Of the next symbol.
    private long Offset => _taken - _decoder.CutBytes;

    /// <summary>The distinct symbols beyond ASCII, ascending.</summary>
    public int[] DistinctBeyondAscii() => _beyondAscii?.ToArray() ?? [];

    /// <summary>Takes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> chunk)
    {
        if (_isInvalid) return;
        if (_decoder.CutBytes > 0 || !Ascii.IsValid(chunk))
        {
            Decode(chunk);
            return;
        }

        Symbols += chunk.Length;
        _taken += chunk.Length;
    }

    /// <summary>The part has ended; the next may begin with a byte order mark, or with the rest of a symbol.</summary>
    public void EndPart() => _partBegin = _taken;

    private void Decode(ReadOnlySpan<byte> chunk)
    {
        Span<int> block = stackalloc int[BlockSymbols];
        while (chunk.Length > 0 && !_isInvalid)
        {
            bool beginsPart = Offset == _partBegin;
            int left = chunk.Length;
            _isInvalid = !_decoder.Decode(ref chunk, block, out int written);
            _taken += left - chunk.Length;
            ReadOnlySpan<int> symbols = block[..written];
            if (beginsPart && symbols is [ByteOrderMarkScalar, ..]) symbols = symbols[1..];
            Symbols += symbols.Length;
            (_beyondAscii ??= new()).Add(symbols, ScalarDecoder.AsciiEnd);
        }
    }
}
