using CharRnnFast.Checkpoints;
using CharRnnFast.Files;
using CharRnnFast.Logs;
using CharRnnFast.Model;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Tests;

/// <summary>What the executable says of the library's faults, to the letter.</summary>
public sealed class FaultMessageTests
{
    private const string Unseen = "the model never saw ";
    private const string LeaveOut = "use only ab, or leave it out with --unknown skip";

    private static readonly (CharRnnException Fault, string Said)[] Faults =
    [
        (new LostNameException("it"),
            "it cannot be opened: its name, or that of a folder above it, has bytes that are not UTF-8; rename it, or " +
            "have a text read as - <FILE"),
        (new DeviceException("it"), "it is a device; give the path of a file or a pipe, or - for standard input"),
        (new NoMemoryException(new OutOfMemoryException()),
            "there is not enough memory; raise the limit (ulimit -v) if there is one, or choose a smaller --hidden, " +
            "--layers, --sequence-length or --batch, or a shorter text"),
        (new LogExistsException("it"), "it exists; replace it with --overwrite, or choose another --log"),
        (new NotALogException("it"), "it is not a log of a run; choose another --log"),
        (new LeftoverModelException("it", 5), "it is a whole model of iteration 5; resume it, or give --overwrite"),
        (new UnplacedModelException("it", "it.tmp", new(new IOException("No."))),
            "it cannot be replaced: No; go on with --resume it.tmp, where the whole model is kept, or move it to a " +
            "name of its own"),
        (new NotFiniteException(new(ModelTensor.by, "by", 1, 2, [2]), "it"),
            "by is no longer finite, so it was not written; lower --learning-rate"),
        (new LaterVersionException("it", "3", "1 or 2"),
            "it is not a usable checkpoint: its format_version is '3', not 1 or 2; use the charrnn that wrote it, or a " +
            "newer one"),
        (new NotUtf8Exception("it", 5, true), "it is not valid UTF-8 at byte offset 5; correct it there, or use --encoding bytes"),
        (new NotUtf8Exception("it", 5, false), "it is not valid UTF-8 at byte offset 5; correct it there"),
        (new WideTextException("it", "UTF-16", true),
            "it is a UTF-16 text; convert it with iconv -f UTF-16 -t UTF-8, or use --encoding bytes"),
        (new WideTextException("it", "UTF-16", false), "it is a UTF-16 text; convert it with iconv -f UTF-16 -t UTF-8"),
        (new TooManySymbolsException("it", TextEncoding.Utf8, 300, 256),
            "it has 300 distinct characters, more than the 256 that the largest kernel holds; use --encoding bytes, " +
            "or build with a larger kernel"),
        (new TooManySymbolsException("it", TextEncoding.Utf8, 9000, 8192),
            "it has 9000 distinct characters, more than the 8192 that a model can have; use --encoding bytes"),
        (new TooManySymbolsException("it", TextEncoding.Bytes, 90, 72),
            "it has 90 distinct bytes, more than the 72 that the largest kernel holds; build with a larger kernel"),
        (Prime(TextEncoding.Utf8, [.. "cn"]), $"{Unseen}'c' (U+0063); {LeaveOut}"),
        (Prime(TextEncoding.Utf8, [.. @"\n"]),
            $@"{Unseen}'\' (U+005C); for a line end or a tab give --prime $'...\n...' in bash, or --prime-file, which " +
            $"may hold any character; else {LeaveOut}"),
        (Prime(TextEncoding.Utf8, ['\\', 0x1006E]), $@"{Unseen}'\' (U+005C); {LeaveOut}"),
        (Prime(TextEncoding.Bytes, [0xE4]),
            $"{Unseen}byte 0xE4; its symbols are bytes: encode the prime text as its text was, for instance " +
            $"--prime-file <(printf %s 'TEXT' | iconv -t LATIN1); else {LeaveOut}"),
        (Prime(TextEncoding.Utf8, [0xFFFD]),
            $"{Unseen}'\uFFFD' (U+FFFD); bytes on the command line that are not UTF-8 arrive as this character, " +
            $"--prime-file takes any; else {LeaveOut}"),
        (Prime(TextEncoding.Utf8, [.. @"\n"], isWide: true), $@"{Unseen}'\' (U+005C); {LeaveOut}"),
        (new HeldOutTooShortException("it", new(9, 1), 0.1),
            "it has 10 symbols, of which --validation 0.1 holds out 1, but 2 are needed; raise --validation, or give " +
            "a longer text"),
        (new TextTooShortException("it", new(10, 0), 0, 10, 1),
            "it has 10 symbols, but --sequence-length 10 needs 11; lower --sequence-length, or give a longer text"),
        (new TextTooShortException("it", new(10, 0), 0, 5, 2),
            "it has 10 symbols, but --sequence-length 5 and --batch 2 need 12; lower --sequence-length or --batch, or " +
            "give a longer text"),
        (new TextTooShortException("it", new(5, 5), 0.5, 5, 2),
            "it has 10 symbols, of which --validation 0.5 leaves 5, but --sequence-length 5 and --batch 2 need 12; " +
            "lower --sequence-length or --batch or --validation, or give a longer text"),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Faults.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void AFaultIsToldInTheWordsOfTheCommandLine(int index) =>
        Assert.Equal(Faults[index].Said, EntryPoint.Describe(Faults[index].Fault));

    // Packed texts are told with the whole command line, where it is known.
    [Fact]
    public void NoFaultIsWithoutACase()
    {
        IEnumerable<Type> all = typeof(CharRnnException).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CharRnnException)) && !type.IsAbstract && type != typeof(PackedTextException));
        Assert.Equal(all.Select(type => type.Name).Order(), Faults.Select(fault => fault.Fault.GetType().Name).Distinct().Order());
    }

    private static UnknownPrimeException Prime(TextEncoding encoding, int[] symbols, bool isWide = false) =>
        new(encoding, symbols, "use only ab", isWide);
}
