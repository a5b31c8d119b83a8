using System.Globalization;

namespace CharRnnFast;

/// <content>Files that are no models: what is wrong with them goes on from "PATH is not a usable checkpoint: ".</content>
internal static partial class Messages
{
    /// <summary>A file that is no model; the fault is one of those below.</summary>
    public static string IsNotUsable(string path, string fault, string remedy) =>
        $"{Display.Path(path)} is not a usable checkpoint: {fault}; {remedy}";

    public static string BeginsElsewhere(string tensor, long begin, long due) => $"{tensor} begins at byte {begin} where {due} was due";

    public static string DoesNotFillItsBytes(string tensor, long bytes) => $"the shape of {tensor} does not fill its {bytes} bytes";

    public static string BytesAreMissing(long bytes) => $"{bytes} bytes are missing at its end";

    public static string BytesAreTooMany(long bytes) => $"{bytes} bytes too many are at its end";

    public static string HeaderIsNoJson() => "its header is not valid JSON";

    /// <param name="written">The string, escapes and all, cut short.</param>
    public static string HeaderHasHalfAPair(string written) =>
        $"the string \"{written}\" in its header has an escape from \\ud800 to \\udfff, half of a pair, without the other half";

    /// <param name="written">The string, with U+FFFD for such bytes, cut short.</param>
    public static string HeaderIsNotUtf8(string written) => $"the string \"{written}\" in its header is not valid UTF-8";

    public static string MetadataIsNoObject() => "its __metadata__ is not an object";

    /// <summary>A number, say, where the format has strings only.</summary>
    public static string MetadataIsNoString(string key) => $"{key} in its __metadata__ is not a string, as every value there has to be";

    public static string SizeIsOutOfRange() => "a size in its header is out of range";

    public static string HeaderDoesNotDescribe(string tensor) => $"its header does not describe {Display.Short(tensor)} properly";

    public static string HeaderHasTwice(string key) => $"its header has {Display.Short(key)} twice";

    public static string HoldsTheValue(string tensor, float value) =>
        string.Create(CultureInfo.InvariantCulture, $"{tensor} holds the value {value}");

    public static string HasOnlyBytes(long bytes) => $"it has only {bytes} bytes";

    public static string DoesNotBeginAsOne() => "it does not begin as a safetensors file does";

    public static string HeaderIsTooLong(ulong bytes, int most) =>
        $"its header claims to have {bytes} bytes, but {most} is the most that is read: it is damaged, or no model";

    public static string EndsWithinItsHeader() => "it ends within its header";

    public static string HasNoTensor(string tensor, string others) => $"it has no tensor {tensor}, but {others}";

    public static string HiddenSizeIsOutOfRange(string tensor, string shape, int most) =>
        $"{tensor} has the shape {shape}, but H is 1 to {most}";

    public static string IsOfType(string tensor, string type, string expected) => $"{tensor} is {type}, not {expected}";

    public static string HasTheShape(string tensor, string shape, string expected) => $"{tensor} has the shape {shape}, not {expected}";

    public static string LooksTransposed(string tensor, string shape, string expected) =>
        $"{tensor} has the shape {shape}, not {expected}, and looks transposed";

    public static string VocabularyIsOfAnotherSize(int symbols, long expected, string input, string output) =>
        $"its vocabulary has {symbols} symbols, but {input} has {expected} columns and {output} {expected} rows";

    public static string IsBidirectional(string tensor) => $"{tensor} is of a bidirectional network, which reads a text from both ends";

    public static string IsProjected(string tensor) => $"{tensor} is of an nn.LSTM with projections";

    public static string IsOfACell(string tensor) => $"{tensor} is of an nn.RNNCell, nn.GRUCell or nn.LSTMCell";

    public static string HasTwoNetworks(string first, string second) => $"it has two recurrent networks, {first} and {second}";

    public static string HasTooManyLayers(string tensor, int most) => $"{tensor} is of a layer above the {most} that a model can have";

    public static string LayersDiffer(string first, long columns, string other, long otherColumns) =>
        $"its layers are of different sizes: {first} has {columns} columns, {other} {otherColumns}";

    public static string GatesAreUnknown(string input, string inputShape, string recurrent, string shape) =>
        $"{input} has the shape {inputShape} and {recurrent} {shape}, but of an nn.RNN, nn.GRU or nn.LSTM both have 1, 3 or 4 times " +
        $"as many rows as the latter has columns";

    public static string HasAnEmbedding(string tensor) => $"{tensor} is an embedding, and the networks here are fed the symbols themselves";

    public static string OneIsAnEmbedding(string first, string second) =>
        $"one of {first} and {second} is an embedding, and the networks here are fed the symbols themselves";

    public static string IsParametrized(string tensor) => $"{tensor} is of a layer with a parametrization, such as weight_norm";

    public static string OutputIsOfAnotherSize(string output, long rows, string input, long columns) =>
        $"{output} has {rows} rows, but {input} {columns} columns: both have to be as many as there are symbols";

    public static string HasTwoOutputLayers(string first, string second) => $"it has two output layers, {first} and {second}";

    public static string HasNoOutputLayer(long symbols, long hidden) =>
        $"it has no output layer, an nn.Linear with a weight of shape [{symbols},{hidden}] and a bias [{symbols}]";

    public static string HasNoOutputBias(string weight) => $"its output layer, {weight}, has no bias";

    public static string IsOfVersion(string version, string known) => $"its format_version is '{version}', not {known}";

    public static string HasNoVocabulary() => "it has no vocabulary";

    public static string VocabularyIsNoList(int most, string kind) => $"its vocabulary is not a list of 2 to {most} integers, but {kind}";

    public static string VocabularyIsWrong(string fault) => $"its vocabulary is wrong: {fault}";

    public static string HasNoSetting(string key) => $"its metadata have no {key}";

    public static string HasTheSetting(string key, string value) => $"its {key} is '{value}'";

    public static string IsNoLongerFinite(string tensor, string path, string learningRate = "the learning rate") =>
        $"{tensor} is no longer finite, so {Display.Path(path)} was not written; lower {learningRate}";
}
