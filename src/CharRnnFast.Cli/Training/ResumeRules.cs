using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Training;

/// <summary>What the options of a resumed run may say: nothing that would make it another model.</summary>
internal static class ResumeRules
{
    /// <summary>Compares the options with the checkpoint.</summary>
    /// <exception cref="UsageException">An option differs from the stored value, and is not one that may.</exception>
    public static void Check(TrainOptions options, Checkpoint stored)
    {
        foreach (IStoredOption option in options.All.OfType<IStoredOption>()) option.CheckResumed(stored, options.NewText.IsGiven);
        ValidationRules.CheckOptions(options, options.Validation.Over(stored));
    }

    /// <summary>Checks by its hash that a text is the one that the checkpoint was trained on, where it says.</summary>
    /// <exception cref="CharRnnException">It is another one.</exception>
    public static void CheckText(string name, string hash, TextSource text, Checkpoint stored)
    {
        if (stored.Metadata.CorpusXxh128 is string storedHash && storedHash != hash) throw IsAnother(name, text, stored);
    }

    /// <summary>The same by its length.</summary>
    /// <inheritdoc cref="CheckText"/>
    public static void CheckLength(Corpus corpus, TextSource text, Checkpoint stored)
    {
        CheckpointMetadata metadata = stored.Metadata;
        if (metadata is { CorpusXxh128: not null, CorpusSymbols: long symbols } && symbols != corpus.Length)
            throw IsAnother(corpus.Name, text, stored);
    }

    private static CharRnnException IsAnother(string name, TextSource text, Checkpoint stored) => new(
        text.IsEmbedded
            ? Messages.TextIsMissing(stored.Path)
            : Messages.IsAnotherText(name, stored.Path, text.HasOrder ? " (the order of the files counts)" : ""));
}
