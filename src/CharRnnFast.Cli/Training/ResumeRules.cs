using System.Globalization;
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
        Refuse(options.Hidden, stored.HiddenSize, stored);
        if (stored.Metadata.Seed is long seed) Refuse(options.Seed, seed, stored);
        // Of a foreign file nothing is known; in one of this program's own, a share that is not there is none.
        double? validation = stored.IsForeign ? null : stored.Metadata.Validation ?? 0;
        if (options.Validation.IsGiven && validation is double share && options.Validation.Value != share)
            throw Differs(options.Validation.Name, Show(options.Validation.Value), Show(share), stored);
        ValidationRules.CheckOptions(options, ValidationRules.ShareFor(options, stored));
        TextEncoding encoding = stored.Metadata.Vocabulary.Encoding;
        if (options.Encoding.Value != EncodingChoice.Auto && NameOf(options.Encoding.Value) != encoding.Name)
            throw Differs(options.Encoding.Name, NameOf(options.Encoding.Value), encoding.Name, stored);
        if (stored.Metadata.BatchSize is int streams && !options.NewText) Refuse(options.Batch, streams, stored);
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
        if (metadata is { CorpusXxh128: not null, CorpusSymbols: long symbols } && symbols != corpus.Length) throw IsAnother(corpus.Name, text, stored);
    }

    private static CharRnnException IsAnother(string name, TextSource text, Checkpoint stored) => new(
        text.IsEmbedded ? Messages.TextIsMissing(stored.Path) : Messages.IsAnotherText(name, stored.Path, text.HasOrder ? " (the order of the files counts)" : ""));

    private static void Refuse(Setting<long> setting, long storedValue, Checkpoint stored)
    {
        if (setting.IsGiven && setting.Value != storedValue) throw Differs(setting.Name, $"{setting.Value}", $"{storedValue}", stored);
    }

    private static UsageException Differs(string option, string given, string storedValue, Checkpoint stored) =>
        new(Messages.DiffersFromStored(option, given, storedValue, stored.Path));

    private static string Show(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string NameOf(EncodingChoice choice) => (choice == EncodingChoice.Utf8 ? TextEncoding.Utf8 : TextEncoding.Bytes).Name;
}
