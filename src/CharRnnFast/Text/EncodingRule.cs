using CharRnnFast.Kernels;

namespace CharRnnFast.Text;

/// <summary>Decides which encoding and vocabulary a text gets, or why it is unusable.</summary>
internal abstract class EncodingRule
{
    /// <summary>What to do about bytes that are not UTF-8.</summary>
    protected abstract string InvalidRemedy { get; }

    /// <summary>What to do about a UTF-16 or UTF-32 text besides converting it; may be empty.</summary>
    protected abstract string WideRemedy { get; }

    /// <summary>The encoding as a walk over the text, the vocabulary, and why it is this encoding.</summary>
    /// <exception cref="CharRnnException">The text is unusable.</exception>
    public (TextScan Scan, Vocabulary Vocabulary, string Reason) Apply(NativeBuffer text, string name)
    {
        (TextScan scan, string reason) = Choose(text, name);
        if (!scan.IsValid) throw new CharRnnException(Messages.IsNotUtf8(name, scan.InvalidAt, InvalidRemedy));
        if (scan.Symbols == 0) throw new CharRnnException(Messages.IsEmpty(name));
        if (scan.Distinct.Length == 1)
        {
            string symbol = Display.Symbol(scan.Encoding, scan.Distinct[0]);
            throw new CharRnnException(Messages.HasOneSymbolOnly(name, symbol));
        }

        return (scan, ChooseVocabulary(scan, name), reason);
    }

    /// <summary>Walks over the text in the encoding that this rule gives it.</summary>
    protected abstract (TextScan Scan, string Reason) Choose(NativeBuffer text, string name);

    /// <summary>The vocabulary for a valid text.</summary>
    protected abstract Vocabulary ChooseVocabulary(TextScan scan, string name);

    /// <summary>Walks over a text as UTF-8, past a byte order mark.</summary>
    protected TextScan ScanUtf8(NativeBuffer text, string name)
    {
        ReadOnlySpan<byte> start = text.Span(0, (int)Math.Min(text.Length, ByteOrderMark.MaxLength));
        if (ByteOrderMark.WideEncoding(start) is string wide)
            throw new CharRnnException(Messages.IsWide(name, wide, WideRemedy));
        return TextScan.Run(text, ByteOrderMark.Utf8Length(start), TextEncoding.Utf8);
    }

    /// <summary>Walks over a text as bytes.</summary>
    protected static TextScan ScanBytes(NativeBuffer text) => TextScan.Run(text, 0, TextEncoding.Bytes);
}
