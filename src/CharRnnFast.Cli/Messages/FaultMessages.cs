using CharRnnFast.Checkpoints;
using CharRnnFast.Files;
using CharRnnFast.Logs;
using CharRnnFast.Text;
using CharRnnFast.Training;
using Library = CharRnnFast.Messages;

namespace CharRnnFast.Cli;

/// <summary>The library's faults as the command line has words for them: what is wrong says the library, what to do are options.</summary>
internal static class FaultMessages
{
    private const int ReplacementCharacter = 0xFFFD;
    private const string AsBytes = "use --encoding bytes";

    /// <summary>The message of a fault.</summary>
    public static string Of(CharRnnException fault) => fault switch
    {
        LostNameException e => Library.NameIsNotUtf8(e.Path, "have a text read as - <FILE"),
        DeviceException e => Library.IsADevice(e.Path, ", or - for standard input"),
        NoMemoryException => Library.OutOfMemory("--hidden, --layers, --sequence-length or --batch"),
        LogExistsException e => Library.LogExists(e.Path, "replace it with --overwrite, or choose another --log"),
        NotALogException e => Library.IsNoLogToContinue(e.Path, "--log"),
        LeftoverModelException e => Library.IsAWholeModel(e.Path, e.Iteration, "give --overwrite"),
        UnplacedModelException e => Library.CannotBeReplaced(e.Path, e.Reason, e.Temporary, "--resume "),
        NotFiniteException e => Library.IsNoLongerFinite(e.Tensor, e.Path, "--learning-rate"),
        LaterVersionException e =>
            Library.IsNotUsable(e.Path, Library.IsOfVersion(e.Version, e.Known), "use the charrnn that wrote it, or a newer one"),
        NotUtf8Exception { MayBeBytes: true } e => Library.IsNotUtf8(e.Name, e.Offset, $"correct it there, or {AsBytes}"),
        WideTextException { MayBeBytes: true } e => Library.IsWide(e.Name, e.Encoding, $", or {AsBytes}"),
        TooManySymbolsException e =>
            Library.HasTooManySymbols(e.Name, e.Encoding == TextEncoding.Bytes, e.Distinct, e.Most, e.IsMostOfAll, AsBytes),
        UnknownPrimeException e =>
            Library.ModelNeverSaw(SymbolName.Of(e.Encoding, e.Symbol), Advice(e) + e.Known, " with --unknown skip"),
        HeldOutTooShortException e => Library.HoldsOutTooLittle(
            e.Name, e.Split.Symbols, e.Split.HeldOut, TextSplit.MinHeldOut, e.Share, "--validation"),
        TextTooShortException e => Library.IsTooShort(
            e.Name, e.Split.Symbols, e.Split.Training, TextSplit.NeededToTrain(e.SequenceLength, e.BatchSize),
            e.Share, e.SequenceLength, e.BatchSize, "--validation", "--sequence-length", "--batch"),
        _ => fault.Message,
    };

    /// <summary>What to do about a symbol that was probably not meant; may be empty.</summary>
    private static string Advice(UnknownPrimeException e) => (e.Symbol, e.Next) switch
    {
        _ when e.IsWide => "",
        ('\\', 'n' or 'r' or 't') =>
            $"for a line end or a tab give --prime $'...\\{(char)e.Next}...' in bash, or --prime-file, which may hold any character; else ",
        ( >= ScalarDecoder.AsciiEnd, _) when e.Encoding == TextEncoding.Bytes =>
            "its symbols are bytes: encode the prime text as its text was, " +
            "for instance --prime-file <(printf %s 'TEXT' | iconv -t LATIN1); else ",
        (ReplacementCharacter, _) => "bytes on the command line that are not UTF-8 arrive as this character, --prime-file takes any; else ",
        _ => "",
    };
}
