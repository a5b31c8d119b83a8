namespace CharRnnFast.Text;

/// <summary>Decides which encoding and vocabulary a text gets, or why it is unusable.</summary>
internal abstract class EncodingRule
{
    /// <summary>Whether it may decide for UTF-8.</summary>
    public abstract bool MayBeUtf8 { get; }

    /// <summary>Whether a text that is not UTF-8 may be read as bytes.</summary>
    protected abstract bool MayBeBytes { get; }

    /// <summary>Checks what the first bytes of each part tell.</summary>
    /// <exception cref="CharRnnException">A part is packed, or marked with another encoding, and bytes were not asked for.</exception>
    public void CheckForms(TextSurvey text)
    {
        if (!MayBeUtf8) return;
        foreach (TextPart part in text.Parts) part.Form.CheckReadable(part.Name, MayBeBytes);
    }

    /// <summary>The encoding as a walk over the text, the vocabulary, and why it is this encoding.</summary>
    /// <exception cref="CharRnnException">The text is unusable.</exception>
    public (TextScan Scan, Vocabulary Vocabulary, string Reason) Apply(TextSurvey text, string name)
    {
        (TextScan scan, string reason) = Choose(text);
        if (!scan.IsValid) throw new NotUtf8Exception(scan.Parts[scan.InvalidPart].Name, scan.InvalidAt, MayBeBytes);
        if (scan.Symbols == 0) throw new CharRnnException(Messages.IsEmpty(name));
        if (scan.Distinct is [int one]) throw new CharRnnException(Messages.HasOneSymbolOnly(name, SymbolName.Of(scan.Encoding, one)));
        return (scan, ChooseVocabulary(scan, name), reason);
    }

    /// <summary>The text in the encoding that this rule gives it.</summary>
    protected abstract (TextScan Scan, string Reason) Choose(TextSurvey text);

    /// <summary>The vocabulary for a valid text.</summary>
    protected abstract Vocabulary ChooseVocabulary(TextScan scan, string name);
}

/// <summary>A text that is not UTF-8 at some byte.</summary>
internal sealed class NotUtf8Exception(string name, long offset, bool mayBeBytes)
    : CharRnnException(Messages.IsNotUtf8(name, offset, mayBeBytes ? "correct it there, or read it as bytes" : "correct it there"))
{
    public string Name { get; } = name;

    /// <summary>The byte, counted from the start of its file.</summary>
    public long Offset { get; } = offset;

    public bool MayBeBytes { get; } = mayBeBytes;
}
