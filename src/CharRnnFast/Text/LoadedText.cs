namespace CharRnnFast.Text;

/// <summary>A text ready for training.</summary>
/// <param name="Corpus">Its symbols.</param>
/// <param name="EncodingReason">Why its encoding was chosen, as a note puts it in brackets after the encoding's name.</param>
internal sealed record LoadedText(Corpus Corpus, string EncodingReason)
{
    /// <summary>What the user should know of the text, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
