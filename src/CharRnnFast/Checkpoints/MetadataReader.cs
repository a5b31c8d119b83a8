using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using CharRnnFast.Text;

namespace CharRnnFast.Checkpoints;

/// <summary>Reads a run's state from a header's strings.</summary>
/// <param name="values">The strings by key.</param>
internal sealed class MetadataReader(Dictionary<string, string> values)
{
    private const int ShownCharacters = 40;
    private const int HashDigits = 32;

    /// <summary>Whether another program made the file: then only vocabulary and encoding are read.</summary>
    public bool IsForeign => !values.TryGetValue(MetadataKeys.Format, out string? format) || format != CheckpointFormat.FormatName;

    /// <summary>All values, each within its range.</summary>
    /// <param name="path">The file, for the line of Python that adds a missing vocabulary.</param>
    /// <exception cref="CheckpointFaultException">One is not, or there is no vocabulary.</exception>
    public CheckpointMetadata Read(string path)
    {
        if (!IsForeign) CheckVersion();
        if (!values.ContainsKey(MetadataKeys.Vocabulary)) throw NoVocabulary(path);
        Vocabulary vocabulary = ReadVocabulary(ReadEncoding());
        if (IsForeign) return new() { Vocabulary = vocabulary };
        return new()
        {
            Vocabulary = vocabulary,
            SequenceLength = Integer(MetadataKeys.SequenceLength, 1, CheckpointFormat.MaxSize),
            BatchSize = Integer(MetadataKeys.BatchSize, 1, CheckpointFormat.MaxBatchSize),
            LearningRate = Real<float>(MetadataKeys.LearningRate, float.Epsilon, float.MaxValue),
            Clip = Real<float>(MetadataKeys.Clip, float.Epsilon, float.MaxValue),
            Seed = Integer(MetadataKeys.Seed, 0, CheckpointFormat.MaxInteger),
            Iteration = Integer(MetadataKeys.Iteration, 0, CheckpointFormat.MaxInteger),
            Position = Integer(MetadataKeys.Position, 0, CheckpointFormat.MaxInteger),
            Epoch = Integer(MetadataKeys.Epoch, 0, CheckpointFormat.MaxInteger),
            SmoothLoss = Real<double>(MetadataKeys.SmoothLoss, 0, double.MaxValue),
            CorpusXxh128 = ReadHash(),
            CorpusSymbols = Integer(MetadataKeys.CorpusSymbols, 0, CheckpointFormat.MaxInteger),
            LearningRateDecay = Real<double>(MetadataKeys.LearningRateDecay, double.Epsilon, 1),
            Validation = Real<double>(MetadataKeys.Validation, 0, CheckpointFormat.MaxValidation),
            ValidationEvery = Integer(MetadataKeys.ValidationEvery, 1, CheckpointFormat.MaxInteger),
            Patience = Integer(MetadataKeys.Patience, 0, CheckpointFormat.MaxInteger),
            BestValidationBitsPerSymbol = Real<double>(MetadataKeys.BestValidationBitsPerSymbol, 0, double.MaxValue),
            ValidationsWithoutBetter = Integer(MetadataKeys.ValidationsWithoutBetter, 0, CheckpointFormat.MaxInteger),
        };
    }

    private void CheckVersion()
    {
        string known = CheckpointFormat.FormatVersion.ToString(CultureInfo.InvariantCulture);
        string version = values.GetValueOrDefault(MetadataKeys.FormatVersion, known);
        if (version == known) return;
        throw new CheckpointFaultException(Messages.IsOfVersion(Shorten(version), known), "use the charrnn that wrote it, or a newer one");
    }

    /// <summary>The line assumes what such a program has: <c>tensors</c>, and the symbols in index order as <c>chars</c>.</summary>
    private static CheckpointFaultException NoVocabulary(string path) => new(
        Messages.HasNoVocabulary(),
        "add it in Python, chars being the sorted characters in index order: "
        + $"safetensors.numpy.save_file(tensors, '{Display.Path(path)}', {{'{MetadataKeys.Vocabulary}': json.dumps([ord(c) for c in chars])}})");

    private TextEncoding ReadEncoding()
    {
        string name = values.GetValueOrDefault(MetadataKeys.Encoding, TextEncoding.Utf8.Name);
        return TextEncodingNames.TryParse(name, out TextEncoding encoding) ? encoding : throw Bad(MetadataKeys.Encoding, name);
    }

    private Vocabulary ReadVocabulary(TextEncoding encoding)
    {
        string text = values[MetadataKeys.Vocabulary];
        Span<int> symbols = stackalloc int[CheckpointFormat.MaxSize];
        int count = ReadIntegers(text, symbols);
        if (count < 2) throw new CheckpointFaultException(Messages.VocabularyIsNoList(CheckpointFormat.MaxSize));
        if (Vocabulary.FaultIn(encoding, symbols[..count]) is string fault) throw new CheckpointFaultException(Messages.VocabularyIsWrong(fault));
        return new(encoding, symbols[..count]);
    }

    /// <summary>The integers of a JSON array; 0 of them where it is not one, or there are too many.</summary>
    private static int ReadIntegers(string text, Span<int> integers)
    {
        int count = 0;
        try
        {
            Utf8JsonReader json = new(Encoding.UTF8.GetBytes(text));
            if (!json.Read() || json.TokenType != JsonTokenType.StartArray) return 0;
            while (json.Read() && json.TokenType == JsonTokenType.Number)
                if (count == integers.Length || !json.TryGetInt32(out integers[count++])) return 0;

            return json.TokenType == JsonTokenType.EndArray && !json.Read() ? count : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private string? ReadHash()
    {
        if (!values.TryGetValue(MetadataKeys.CorpusXxh128, out string? hash)) return null;
        bool valid = hash.Length == HashDigits && hash.All(char.IsAsciiHexDigitLower);
        return valid ? hash : throw Bad(MetadataKeys.CorpusXxh128, hash);
    }

    private int? Integer(string key, int minimum, int maximum) => (int?)Integer(key, minimum, (long)maximum);

    private long? Integer(string key, long minimum, long maximum)
    {
        if (!values.TryGetValue(key, out string? text)) return null;
        bool valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value);
        return valid && value >= minimum && value <= maximum ? value : throw Bad(key, text);
    }

    /// <summary>A finite number; NaN fails both comparisons.</summary>
    private T? Real<T>(string key, T minimum, T maximum)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (!values.TryGetValue(key, out string? text)) return null;
        bool valid = T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value);
        return valid && value >= minimum && value <= maximum ? value : throw Bad(key, text);
    }

    private static CheckpointFaultException Bad(string key, string value) => new(Messages.HasTheSetting(key, Shorten(value)));

    private static string Shorten(string value) => Display.Path(value.Length <= ShownCharacters ? value : value[..ShownCharacters] + "...");
}
