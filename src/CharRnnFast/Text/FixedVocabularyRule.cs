namespace CharRnnFast.Text;

/// <summary>For a model that exists: its encoding and its vocabulary.</summary>
internal sealed class FixedVocabularyRule(Vocabulary vocabulary) : EncodingRule
{
    private const int NamedSymbols = 10;

    public override bool MayBeUtf8 => vocabulary.Encoding == TextEncoding.Utf8;

    protected override bool MayBeBytes => false;

    protected override (TextScan Scan, string Reason) Choose(TextSurvey text) =>
        (MayBeUtf8 ? text.AsUtf8() : text.AsBytes(), "the model's");

    protected override Vocabulary ChooseVocabulary(TextScan scan, string name)
    {
        int[] unknown = Array.FindAll(scan.Distinct, symbol => vocabulary.IndexOf(symbol) < 0);
        if (unknown.Length == 0) return vocabulary;
        ReadOnlySpan<int> first = unknown.AsSpan(0, Math.Min(unknown.Length, NamedSymbols));
        string[] named = Array.ConvertAll(first.ToArray(), symbol => SymbolName.Of(scan.Encoding, symbol));
        string more = unknown.Length > NamedSymbols ? $" and {unknown.Length - NamedSymbols} more" : "";
        throw new CharRnnException(Messages.HasUnknownSymbols(name, unknown.Length, string.Join(", ", named) + more));
    }
}
