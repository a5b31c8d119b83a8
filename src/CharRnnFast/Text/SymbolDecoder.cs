using System.Buffers;

namespace CharRnnFast.Text;

/// <summary>Turns a text's bytes, which come in pieces of any length, into symbols. A piece may end within a character.</summary>
internal sealed class SymbolDecoder(TextEncoding encoding)
{
    private const int MaxUtf8Length = 4;

    private readonly byte[] _cut = new byte[MaxUtf8Length];

    /// <summary>Bytes taken that begin a symbol, the rest of which has not come yet, or is not valid.</summary>
    public int CutBytes { get; private set; }

    /// <summary>
    /// Takes bytes until the piece or the room for symbols, one at least, ends, or what follows is invalid; leaves the rest in the piece.
    /// </summary>
    /// <returns>Whether what follows the symbols is valid as far as it is known.</returns>
    public bool Decode(ref ReadOnlySpan<byte> piece, scoped Span<int> symbols, out int written)
    {
        if (encoding == TextEncoding.Bytes)
        {
            ReadOnlySpan<byte> bytes = piece[..Math.Min(piece.Length, symbols.Length)];
            for (int i = 0; i < bytes.Length; i++) symbols[i] = bytes[i];
            piece = piece[bytes.Length..];
            written = bytes.Length;
            return true;
        }

        written = 0;
        while (CutBytes > 0 && piece.Length > 0)
        {
            _cut[CutBytes++] = piece[0];
            piece = piece[1..];
            OperationStatus whole = ScalarDecoder.Decode(_cut.AsSpan(0, CutBytes), symbols, out int used, out written);
            if (whole == OperationStatus.InvalidData) return false;
            CutBytes -= used;
        }

        OperationStatus status = ScalarDecoder.Decode(piece, symbols[written..], out int read, out int more);
        written += more;
        piece = piece[read..];
        if (status != OperationStatus.NeedMoreData) return status != OperationStatus.InvalidData;
        piece.CopyTo(_cut);
        CutBytes = piece.Length;
        piece = [];
        return true;
    }
}
