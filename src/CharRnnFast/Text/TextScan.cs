namespace CharRnnFast.Text;

/// <summary>What one walk over a text in one encoding finds.</summary>
/// <param name="Encoding">The encoding.</param>
/// <param name="Start">Byte offset of the first symbol.</param>
/// <param name="Symbols">Symbols in the text.</param>
/// <param name="Distinct">The distinct ones, ascending.</param>
/// <param name="InvalidAt">Byte offset of the first invalid sequence, where the walk ended, or -1.</param>
internal sealed record TextScan(TextEncoding Encoding, long Start, long Symbols, int[] Distinct, long InvalidAt)
{
    /// <summary>Whether the whole text is valid in the encoding.</summary>
    public bool IsValid => InvalidAt < 0;

    /// <summary>Whether each symbol is one byte of the text, so that the text can be read at any symbol.</summary>
    public bool IsByteASymbol => Encoding == TextEncoding.Bytes || Distinct.Length == 0 || Distinct[^1] < Utf8Survey.AsciiEnd;
}
