namespace CharRnnFast.Text;

/// <summary>For a fresh run: the encoding asked for, and the text's own distinct symbols.</summary>
internal sealed class OwnVocabularyRule(EncodingChoice encoding, int largestVocabulary) : EncodingRule
{
    // auto takes UTF-8 up to here: with more, bytes make a smaller and faster model that can still write every character.
    private const int AutoDistinctScalars = 256;

    /// <inheritdoc/>
    public override bool MayBeUtf8 => encoding != EncodingChoice.Bytes;

    /// <inheritdoc/>
    protected override string InvalidRemedy => "correct it there, or use --encoding bytes";

    /// <inheritdoc/>
    protected override string WideRemedy => ", or use --encoding bytes";

    /// <inheritdoc/>
    protected override (TextScan Scan, string Reason) Choose(TextSurvey text) => encoding switch
    {
        EncodingChoice.Utf8 => (text.AsUtf8(), "as asked for"),
        EncodingChoice.Bytes => (text.AsBytes(), "as asked for"),
        _ => ChooseAuto(text),
    };

    /// <inheritdoc/>
    protected override Vocabulary ChooseVocabulary(TextScan scan, string name)
    {
        if (scan.Distinct.Length <= largestVocabulary) return new(scan.Encoding, scan.Distinct);
        (string symbols, string remedy) = scan.Encoding == TextEncoding.Utf8
            ? ("characters", "use --encoding bytes, or build with a larger kernel")
            : ("bytes", "build with a larger kernel");
        throw new CharRnnException(Messages.HasTooManySymbols(name, scan.Distinct.Length, symbols, largestVocabulary, remedy));
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
        if (distinct > AutoDistinctScalars) return (text.AsBytes(), $"{distinct} distinct characters, more than {AutoDistinctScalars}");
        return (scan, $"valid UTF-8, {distinct} distinct characters");
    }
}
