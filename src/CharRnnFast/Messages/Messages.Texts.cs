using System.Globalization;

namespace CharRnnFast;

/// <content>Texts that cannot be used.</content>
internal static partial class Messages
{
    public static string IsNotUtf8(string name, long offset, string remedy) =>
        $"{name} is not valid UTF-8 at byte offset {offset}; {remedy}";

    public static string IsEmpty(string name) => $"{name} is empty; give a text with at least two distinct symbols";

    public static string HasOneSymbolOnly(string name, string symbol) =>
        $"{name} has one distinct symbol only, {symbol}; give a text with at least two";

    public static string IsWide(string name, string encoding, string remedy) =>
        $"{name} is a {encoding} text; convert it with iconv -f {encoding} -t UTF-8{remedy}";

    public static string IsPacked(string name, string kind, string command) => $"{name} is {kind}; give what is in it: {command}";

    public static string DoesNotFit(string what, string needed, string available, string remedy) =>
        $"{what} does not fit into memory: it needs {needed}, and there are {available}; {remedy}";

    public static string ChangedWhileRead(string path, string what) =>
        $"{Display.Path(path)} {what} while it was read; give the text as it was, and leave it alone meanwhile";

    public static string HasUnknownSymbols(string name, int distinct, string named) =>
        $"{name} has {distinct} distinct symbols outside the model's vocabulary: {named}; remove them, or train a fresh model";

    public static string HasTooManySymbols(
        string name, bool areBytes, int distinct, int most, bool isMostOfAll, string asBytes = "read it as bytes")
    {
        (string symbols, string remedy) = areBytes ? ("bytes", "") : ("characters", $"{asBytes}, or ");
        string limit = $"{name} has {distinct} distinct {symbols}, more than the {most} that ";
        return isMostOfAll
            ? $"{limit}a model can have; {asBytes}"
            : $"{limit}the largest kernel holds; {remedy}build with a larger kernel";
    }

    public static string ModelNeverSaw(string symbol, string known, string how = "") =>
        $"the model never saw {symbol}; {known}, or leave it out{how}";

    public static string HoldsOutTooLittle(
        string name, long symbols, long heldOut, int needed, double share, string validation = "the validation share") =>
        string.Create(CultureInfo.InvariantCulture, $"{name} has {symbols} symbols, of which {validation} {share} holds out {heldOut}, " +
            $"but {needed} are needed; raise {validation}, or give a longer text");

    public static string IsTooShort(
        string name, long symbols, long training, long needed, double share, int sequenceLength, int batchSize,
        string validation = "the validation share", string sequence = "the sequence length", string batch = "the batch size")
    {
        (string sizes, string lower) = batchSize == 1
            ? ($"{sequence} {sequenceLength} needs", sequence)
            : ($"{sequence} {sequenceLength} and {batch} {batchSize} need", $"{sequence} or {batch}");
        string leaves = "";
        if (share > 0)
        {
            leaves = string.Create(CultureInfo.InvariantCulture, $", of which {validation} {share} leaves {training}");
            lower += $" or {validation}";
        }

        return $"{name} has {symbols} symbols{leaves}, but {sizes} {needed}; lower {lower}, or give a longer text";
    }

    public static string IsNotTheTextOf(string name, string path) =>
        $"{name} is not the text that {Display.Path(path)} was trained on; give that text, or start a fresh run";
}
