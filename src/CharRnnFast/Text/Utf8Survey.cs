using System.Buffers;
using System.Text;

namespace CharRnnFast.Text;

/// <summary>
/// Walks over UTF-8 in chunks of any length, part by part: counts its symbols, collects those beyond ASCII, finds the first invalid
/// sequence.
/// </summary>
internal sealed class Utf8Survey
{
    /// <summary>The first scalar value beyond ASCII.</summary>
    public const int AsciiEnd = 0x80;

    private const int BlockSymbols = 4096;
    private const int MaxUtf8Length = 4;
    private const int ByteOrderMarkScalar = 0xFEFF;

    private readonly byte[] _carry = new byte[MaxUtf8Length];
    private SymbolSet? _beyondAscii;
    private int _carried;
    private long _offset;
    private long _partBegin;
    private long _invalidAt = -1;

    /// <summary>Symbols so far, byte order marks at the start of a part left out.</summary>
    public long Symbols { get; private set; }

    /// <summary>
    /// Byte offset in the whole text of the first sequence that is invalid, or cut off by the end of what has been seen; -1: all is valid.
    /// </summary>
    public long InvalidAt => _invalidAt < 0 && _carried > 0 ? _offset : _invalidAt;

    /// <summary>The distinct symbols beyond ASCII, ascending.</summary>
    public int[] DistinctBeyondAscii() => _beyondAscii?.ToArray() ?? [];

    /// <summary>Takes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> chunk)
    {
        while (_carried > 0 && chunk.Length > 0 && _invalidAt < 0)
        {
            _carry[_carried++] = chunk[0];
            chunk = chunk[1..];
            Decode(_carry.AsSpan(0, _carried));
        }

        if (_invalidAt >= 0) return;
        if (Ascii.IsValid(chunk)) Count(chunk.Length);
        else Decode(chunk);
    }

    /// <summary>The part has ended; the next may begin with a byte order mark, or with the rest of a symbol.</summary>
    public void EndPart() => _partBegin = _offset + _carried;

    private void Count(int asciiBytes)
    {
        Symbols += asciiBytes;
        _offset += asciiBytes;
    }

    /// <summary>Decodes bytes that begin a symbol; a sequence that they cut off is carried over to the next chunk.</summary>
    private void Decode(ReadOnlySpan<byte> utf8)
    {
        Span<int> block = stackalloc int[BlockSymbols];
        OperationStatus status;
        do
        {
            status = ScalarDecoder.Decode(utf8, block, out int read, out int written);
            Add(block[..written]);
            utf8 = utf8[read..];
            _offset += read;
        }
        while (status == OperationStatus.DestinationTooSmall);

        if (status == OperationStatus.InvalidData) _invalidAt = _offset;
        utf8 = status == OperationStatus.NeedMoreData ? utf8 : [];
        utf8.CopyTo(_carry);
        _carried = utf8.Length;
    }

    private void Add(ReadOnlySpan<int> symbols)
    {
        if (_offset == _partBegin && symbols is [ByteOrderMarkScalar, ..])
            symbols = symbols[1..];

        Symbols += symbols.Length;
        (_beyondAscii ??= new()).Add(symbols, AsciiEnd);
    }
}
