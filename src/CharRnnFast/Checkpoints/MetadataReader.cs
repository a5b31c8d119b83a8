using System.Globalization;
using System.Numerics;
using CharRnnFast.Model;
using CharRnnFast.Text;

namespace CharRnnFast.Checkpoints;

/// <summary>Reads a run's state from a header's strings.</summary>
/// <param name="values">The strings by key; null where the header has another value.</param>
internal sealed class MetadataReader(Dictionary<string, string?> values)
{
    private const int HashDigits = 32;

    /// <summary>Whether another program made the file: then only vocabulary and encoding are read.</summary>
    public bool IsForeign => values.GetValueOrDefault(MetadataKeys.Format) != CheckpointFormat.FormatName;

    /// <summary>After <see cref="CheckVersion"/>: whether the file says which optimizer's memory it holds.</summary>
    public bool NamesOptimizer =>
        !IsForeign && (Version == CheckpointFormat.SeedVersion || values.ContainsKey(MetadataKeys.Optimizer));

    /// <summary>Of each symbol of the vocabulary, its place in the file's tensors; null: the same order.</summary>
    public int[]? SymbolOrder { get; private set; }

    /// <summary>All values, each within its range.</summary>
    /// <param name="network">The kind of model.</param>
    /// <param name="path">The file, for the line of Python that adds a missing vocabulary.</param>
    /// <param name="isModule">Whether that line is one for PyTorch.</param>
    /// <exception cref="CheckpointFaultException">One is not, or there is no vocabulary.</exception>
    public CheckpointMetadata Read(in ModelShape network, string path, bool isModule)
    {
        TextEncoding encoding = ReadEncoding();
        string symbols = Text(MetadataKeys.Vocabulary) ?? throw NoVocabulary(path, isModule);
        (Vocabulary vocabulary, SymbolOrder) = VocabularyReader.Read(symbols, encoding, mayStandInAnyOrder: IsForeign);
        CheckpointMetadata known = new()
        {
            Vocabulary = vocabulary,
            Cell = network.Cell,
            Layers = network.Layers,
            Optimizer = network.Optimizer,
        };
        return IsForeign ? known : known with
        {
            Dropout = network.Dropout,
            Updates = Version == CheckpointFormat.SeedVersion ? null : Integer(MetadataKeys.Updates, 0, CheckpointFormat.MaxInteger),
            SequenceLength = Integer(MetadataKeys.SequenceLength, 1, ModelShape.MaxSequenceLength),
            BatchSize = Integer(MetadataKeys.BatchSize, 1, ModelShape.MaxBatchSize),
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
            ValidationsSinceBest = Integer(MetadataKeys.ValidationsSinceBest, 0, CheckpointFormat.MaxInteger),
        };
    }

    /// <summary>
    /// The kind of model, its sizes all 1: of format 1 min-char-rnn's, else cell and layers, which must be there, optimizer and dropout.
    /// </summary>
    /// <exception cref="CheckpointFaultException">One is missing or out of its range.</exception>
    public ModelShape ReadNetwork()
    {
        ModelShape network = new(1, 1, 1);
        if (Version == CheckpointFormat.SeedVersion) return network;
        network = network with
        {
            Cell = Named(MetadataKeys.Cell, CellNames.Parse) ?? throw Missing(MetadataKeys.Cell),
            Layers = Integer(MetadataKeys.Layers, 1, ModelShape.MaxLayers) ?? throw Missing(MetadataKeys.Layers),
            Dropout = Real<double>(MetadataKeys.Dropout, 0, Math.BitDecrement(1.0)) ?? 0,
        };
        Optimizer? optimizer = Named(MetadataKeys.Optimizer, OptimizerNames.Parse);
        return optimizer is null ? network : network with { Optimizer = optimizer.Value };
    }

    /// <summary>Checks that the file, where it is this program's own, is not of a later version.</summary>
    /// <exception cref="LaterVersionException">It is.</exception>
    public void CheckVersion(string path)
    {
        if (IsForeign) return;
        string latest = CheckpointFormat.LatestVersion.ToString(CultureInfo.InvariantCulture);
        string seed = CheckpointFormat.SeedVersion.ToString(CultureInfo.InvariantCulture);
        string version = Text(MetadataKeys.FormatVersion) ?? seed;
        if (version != seed && version != latest) throw new LaterVersionException(path, Display.Short(version), $"{seed} or {latest}");
        Version = version == seed ? CheckpointFormat.SeedVersion : CheckpointFormat.LatestVersion;
    }

    /// <summary>After <see cref="CheckVersion"/>: the version of the format; of a foreign file the first.</summary>
    public int Version { get; private set; } = CheckpointFormat.SeedVersion;

    /// <summary>
    /// The line assumes what such a program has: <c>tensors</c>, and the symbols in index order as <c>chars</c>.
    /// </summary>
    private static CheckpointFaultException NoVocabulary(string path, bool isModule) => new(
        Messages.HasNoVocabulary(),
        $"add it in Python, {(isModule ? "tensors being model.state_dict() and " : "")}chars being the characters in index order: " +
        $"safetensors.{(isModule ? "torch" : "numpy")}.save_file(tensors, '{PythonText(path)}', " +
        $"{{'{MetadataKeys.Vocabulary}': {VocabularyReader.PythonList}}})");

    /// <summary>What stands between single quotes in Python.</summary>
    public static string PythonText(string path) =>
        Display.Path(path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal));

    /// <summary>The string of a key, or null if there is none.</summary>
    /// <exception cref="CheckpointFaultException">The key has another value.</exception>
    private string? Text(string key)
    {
        if (!values.TryGetValue(key, out string? text)) return null;
        string remedy = key == MetadataKeys.Vocabulary ? $"make it {VocabularyReader.PythonList}" : "save it as one: str(...) in Python";
        return text ?? throw new CheckpointFaultException(Messages.MetadataIsNoString(key), remedy);
    }

    private TextEncoding ReadEncoding()
    {
        string name = Text(MetadataKeys.Encoding) ?? TextEncoding.Utf8.Name;
        return TextEncodingNames.TryParse(name, out TextEncoding encoding) ? encoding : throw Bad(MetadataKeys.Encoding, name);
    }

    private T? Named<T>(string key, Func<string, T?> parse)
        where T : struct =>
        Text(key) is string name ? parse(name) ?? throw Bad(key, name) : null;

    private string? ReadHash()
    {
        if (Text(MetadataKeys.CorpusXxh128) is not string hash) return null;
        bool valid = hash.Length == HashDigits && hash.All(char.IsAsciiHexDigitLower);
        return valid ? hash : throw Bad(MetadataKeys.CorpusXxh128, hash);
    }

    private int? Integer(string key, int minimum, int maximum) => (int?)Integer(key, minimum, (long)maximum);

    private long? Integer(string key, long minimum, long maximum)
    {
        if (Text(key) is not string text) return null;
        bool valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value);
        return valid && value >= minimum && value <= maximum ? value : throw Bad(key, text);
    }

    /// <summary>A finite number; NaN fails both comparisons.</summary>
    private T? Real<T>(string key, T minimum, T maximum)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (Text(key) is not string text) return null;
        bool valid = T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value);
        return valid && value >= minimum && value <= maximum ? value : throw Bad(key, text);
    }

    private static CheckpointFaultException Missing(string key) => new(Messages.HasNoSetting(key), "add it, or leave format out, too");

    private static CheckpointFaultException Bad(string key, string value) => new(Messages.HasTheSetting(key, Display.Short(value)));
}
