using System.Globalization;

namespace CharRnnFast;

/// <content>Files that are no models: what is wrong with them goes on from "PATH is not a usable checkpoint: ".</content>
internal static partial class Messages
{
    /// <summary>A file that is no model; the fault is one of those below.</summary>
    public static string IsNotUsable(string path, string fault, string remedy) =>
        $"{Display.Path(path)} is not a usable checkpoint: {fault}; {remedy}";

    /// <summary>A gap or an overlap.</summary>
    public static string BeginsElsewhere(string tensor, long begin, long due) => $"{tensor} begins at byte {begin} where {due} was due";

    /// <summary>A shape of another size than the data.</summary>
    public static string DoesNotFillItsBytes(string tensor, long bytes) => $"the shape of {tensor} does not fill its {bytes} bytes";

    /// <summary>A truncated file.</summary>
    public static string BytesAreMissing(long bytes) => $"{bytes} bytes are missing at its end";

    /// <summary>A file that goes on after its last tensor.</summary>
    public static string BytesAreTooMany(long bytes) => $"{bytes} bytes too many are at its end";

    /// <summary>A mangled header.</summary>
    public static string HeaderIsNoJson() => "its header is not valid JSON";

    /// <summary>An escape for half a character.</summary>
    /// <param name="written">The string, escapes and all, cut short.</param>
    public static string HeaderHasHalfAPair(string written) =>
        $"the string \"{written}\" in its header has an escape from \\ud800 to \\udfff, half of a pair, without the other half";

    /// <summary>Bytes that are no text.</summary>
    /// <param name="written">The string, with U+FFFD for such bytes, cut short.</param>
    public static string HeaderIsNotUtf8(string written) => $"the string \"{written}\" in its header is not valid UTF-8";

    /// <summary>Metadata that are a list, a number or the like.</summary>
    public static string MetadataIsNoObject() => "its __metadata__ is not an object";

    /// <summary>A number, say, where the format has strings only.</summary>
    public static string MetadataIsNoString(string key) => $"{key} in its __metadata__ is not a string, as every value there has to be";

    /// <summary>A size that no file has.</summary>
    public static string SizeIsOutOfRange() => "a size in its header is out of range";

    /// <summary>An entry that is not one of a tensor.</summary>
    public static string HeaderDoesNotDescribe(string tensor) => $"its header does not describe {Display.Short(tensor)} properly";

    /// <summary>A key that two readers would take differently.</summary>
    public static string HeaderHasTwice(string key) => $"its header has {Display.Short(key)} twice";

    /// <summary>A number that no model has.</summary>
    public static string HoldsTheValue(string tensor, float value) =>
        string.Create(CultureInfo.InvariantCulture, $"{tensor} holds the value {value}");

    /// <summary>Too short for anything.</summary>
    public static string HasOnlyBytes(long bytes) => $"it has only {bytes} bytes";

    /// <summary>Another kind of file.</summary>
    public static string DoesNotBeginAsOne() => "it does not begin as a safetensors file does";

    /// <summary>A length that no header has.</summary>
    public static string HeaderIsTooLong(ulong bytes, int most) =>
        $"its header claims to have {bytes} bytes, but {most} is the most that is read: it is damaged, or no model";

    /// <summary>A file cut off early.</summary>
    public static string EndsWithinItsHeader() => "it ends within its header";

    /// <summary>A model without one of its three matrices.</summary>
    public static string HasNoTensor(string tensor, string others) => $"it has no tensor {tensor}, but {others}";

    /// <summary>A model that no kernel is made for.</summary>
    public static string HiddenSizeIsOutOfRange(string tensor, string shape, int most) =>
        $"{tensor} has the shape {shape}, but H is 1 to {most}";

    /// <summary>Numbers of another kind.</summary>
    public static string IsOfType(string tensor, string type, string expected) => $"{tensor} is {type}, not {expected}";

    /// <summary>A tensor of another size than the model.</summary>
    public static string HasTheShape(string tensor, string shape, string expected) => $"{tensor} has the shape {shape}, not {expected}";

    /// <summary>A tensor with rows and columns exchanged.</summary>
    public static string LooksTransposed(string tensor, string shape, string expected) =>
        $"{tensor} has the shape {shape}, not {expected}, and looks transposed";

    /// <summary>A vocabulary that lacks symbols, or has too many.</summary>
    public static string VocabularyIsOfAnotherSize(int symbols, long expected) =>
        $"its vocabulary has {symbols} symbols, but Wxh has {expected} columns and Why {expected} rows";

    /// <summary>A file of a later program.</summary>
    public static string IsOfVersion(string version, string known) => $"its format_version is '{version}', not {known}";

    /// <summary>A file of another program whose symbols are not known.</summary>
    public static string HasNoVocabulary() => "it has no vocabulary";

    /// <summary>A vocabulary of another form.</summary>
    public static string VocabularyIsNoList(int most, string kind) => $"its vocabulary is not a list of 2 to {most} integers, but {kind}";

    /// <summary>Symbols that are none, not in order, or not distinct.</summary>
    public static string VocabularyIsWrong(string fault) => $"its vocabulary is wrong: {fault}";

    /// <summary>A setting without which the tensors cannot be told.</summary>
    public static string HasNoSetting(string key) => $"its metadata have no {key}";

    /// <summary>A value that a run cannot have.</summary>
    public static string HasTheSetting(string key, string value) => $"its {key} is '{value}'";

    /// <summary>A model that could not be read again.</summary>
    public static string IsNoLongerFinite(string tensor, string path, string learningRate = "the learning rate") =>
        $"{tensor} is no longer finite, so {Display.Path(path)} was not written; lower {learningRate}";
}
