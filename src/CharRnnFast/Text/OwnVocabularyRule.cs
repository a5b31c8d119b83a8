using CharRnnFast.Model;

namespace CharRnnFast.Text;

/// <summary>For a fresh run: the encoding asked for, and the text's own distinct symbols.</summary>
internal sealed class OwnVocabularyRule(EncodingChoice encoding, int maxVocabulary) : EncodingRule
{
    public override bool MayBeUtf8 => encoding != EncodingChoice.Bytes;

    protected override bool MayBeBytes => true;

    protected override (TextScan Scan, string Reason) Choose(TextSurvey text) => encoding switch
    {
        EncodingChoice.Utf8 => (text.AsUtf8(), "as asked for"),
        EncodingChoice.Bytes => (text.AsBytes(), "as asked for"),
        _ => ChooseAuto(text),
    };

    protected override Vocabulary ChooseVocabulary(TextScan scan, string name)
    {
        if (scan.Distinct.Length <= maxVocabulary) return new(scan.Encoding, scan.Distinct);
        throw new TooManySymbolsException(name, scan.Encoding, scan.Distinct.Length, maxVocabulary);
    }

    private (TextScan Scan, string Reason) ChooseAuto(TextSurvey text)
    {
        TextScan scan = text.AsUtf8();
        if (!scan.IsValid)
        {
            string where = scan.Parts.Count > 1 ? $" of {scan.Parts[scan.InvalidPart].Name}" : "";
            return (text.AsBytes(), $"not valid UTF-8 at byte offset {scan.InvalidAt}{where}");
        }

        int distinct = scan.Distinct.Length;
        if (distinct > maxVocabulary) return (text.AsBytes(), $"{distinct} distinct characters, more than {maxVocabulary}");
        return (scan, $"valid UTF-8, {distinct} distinct characters");
    }
}

/// <summary>A text with more distinct symbols than a kernel holds.</summary>
internal sealed class TooManySymbolsException(string name, TextEncoding encoding, int distinct, int most)
    : CharRnnException(
        Messages.HasTooManySymbols(name, encoding == TextEncoding.Bytes, distinct, most, most == ModelShape.MaxVocabSize))
{
    public string Name { get; } = name;

    public TextEncoding Encoding { get; } = encoding;

    public int Distinct { get; } = distinct;

    public int Most { get; } = most;

    /// <summary>Whether no kernel holds more.</summary>
    public bool IsMostOfAll => Most == ModelShape.MaxVocabSize;
}
