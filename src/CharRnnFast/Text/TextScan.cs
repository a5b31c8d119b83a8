namespace CharRnnFast.Text;

/// <summary>What one walk over a text in one encoding finds.</summary>
/// <param name="Encoding">The encoding.</param>
/// <param name="Parts">The sources that the text is made of, one after the other.</param>
/// <param name="Symbols">Symbols in the text.</param>
/// <param name="Distinct">The distinct ones, ascending.</param>
/// <param name="InvalidPart">Index of the part with the first invalid sequence, where the walk ended.</param>
/// <param name="InvalidAt">Byte offset of that sequence in its part, or -1.</param>
internal sealed record TextScan(
    TextEncoding Encoding, IReadOnlyList<TextPart> Parts, long Symbols, int[] Distinct, int InvalidPart = 0, long InvalidAt = -1)
{
    /// <summary>Whether the whole text is valid in the encoding.</summary>
    public bool IsValid => InvalidAt < 0;

    /// <summary>Whether each symbol is one byte of the text, so that the text can be read at any symbol.</summary>
    public bool IsByteASymbol => Encoding == TextEncoding.Bytes || Distinct.Length == 0 || Distinct[^1] < ScalarDecoder.AsciiEnd;
}
