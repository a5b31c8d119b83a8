namespace CharRnnFast.Text;

/// <summary>What one walk over a text in one encoding finds.</summary>
/// <remarks>
/// The distinct symbols are ascending. The walk ends at the first invalid sequence, which is <c>InvalidAt</c> bytes into the part
/// <c>InvalidPart</c>; -1: there is none.
/// </remarks>
internal sealed record TextScan(
    TextEncoding Encoding, IReadOnlyList<TextPart> Parts, long Symbols, int[] Distinct, int InvalidPart = 0, long InvalidAt = -1)
{
    /// <summary>Whether the whole text is valid in the encoding.</summary>
    public bool IsValid => InvalidAt < 0;

    /// <summary>Whether each symbol is one byte of the text, so that the text can be read at any symbol.</summary>
    public bool IsByteASymbol => Encoding == TextEncoding.Bytes || Distinct.Length == 0 || Distinct[^1] < ScalarDecoder.AsciiEnd;
}

/// <summary>One of the files, or other sources, that a text is made of: its name in messages, its bytes, what the first tell.</summary>
internal sealed record TextPart(string Name, long Length, TextForm Form)
{
    /// <summary>Bytes before its first symbol: those of a byte order mark, which is none under bytes.</summary>
    public int MarkBytes(TextEncoding encoding) => encoding == TextEncoding.Utf8 ? Form.MarkBytes : 0;
}
