using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.Commands;
using CharRnnFast.Cli.Tests.Running;
using CharRnnFast.Files;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Tests;

/// <summary>
/// Provokes every message there is, as a user does where that is possible: a script in a folder with a text, a model m and a log. A message
/// without a case here fails the test.
/// </summary>
public sealed class MessageTests(MessageTests.Files files) : IClassFixture<MessageTests.Files>
{
    private const string PathThere = "charrnn train text --checkpoint";

    // Name of the message; the script; the exit code; what the one line on standard error says.
    private static readonly (string Name, string Script, int ExitCode, string Expected)[] Scripts =
    [
        ("PathIsEmpty", "charrnn info ''", 1, "the path is empty; give"),
        ("IsAFolder", "charrnn info .", 1, @"\. is a folder; give"),
        ("IsAFolderOfTexts", "charrnn train .", 1, @"\. is a folder; give its files as one text: find \. .* \| \S*charrnn train -"),
        ("NameIsNotUtf8", "charrnn train $'caf\\xe9.txt'", 1, "caf\uFFFD.txt cannot be opened: its name, .* not UTF-8; rename it"),
        ("IsPacked", "gzip text; charrnn train text.gz", 1,
            @"text\.gz is a gzip file; give what is in it: zcat text\.gz \| \S*charrnn train -"),
        ("StandardInputIsGivenTwice", "charrnn train - text -", 2, "- is given twice, .*; give it once"),
        ("TextIsMissing", "charrnn train --resume m", 1,
            @"TEXT is missing: m was trained on another text than the embedded corpus; give that text \(- for"),
        ("IsADevice", "charrnn train /dev/zero", 1, "/dev/zero is a device; give the path of a file or a pipe"),
        ("IsADeviceOrPipe", $"{PathThere} /dev/null", 1, "/dev/null is a device or a pipe; give"),
        ("DoesNotExist", "charrnn sample none", 1, "none does not exist; check"),
        ("CannotBeRead", "charrnn eval m /proc/self/mem", 1, "/proc/self/mem cannot be read: .*; check the path"),
        ("IsInNoFolder", $"{PathThere} no/such/m", 1, "no/such/m is in a folder that does not exist; create"),
        ("TemporaryFileIsALink", $"ln -s log new.tmp; {PathThere} new", 1, @".*new\.tmp is a link; remove it"),
        ("StandardOutputCannotBeWritten", "charrnn sample m --seed 1 >/dev/full", 1, "standard output cannot be written: .*; make room"),
        ("LogExists", $"{PathThere} new --log log", 1, "log exists; replace it with --overwrite, or"),
        ("IsNoLogToContinue", "charrnn train text --resume m --log text2", 1, "text2 is not a log of a run; choose another --log"),
        ("IsNoLog", "charrnn report text", 1, "text is not a log of a run; give a file that train --log wrote"),
        ("OutputExists", "charrnn report log --output m", 1, "m exists; replace it with --overwrite, or choose another --output"),
        ("LogLacksAxis", "echo '{\"iteration\":1}' | charrnn report - --x epochs", 1,
            "standard input does not hold what --x epochs takes; leave"),
        ("LogHasNoLine", "charrnn report empty", 1, "empty has no line yet; wait"),
        ("IsNotUtf8", @"printf 'ab\377' | charrnn eval m -", 1, "standard input is not valid UTF-8 at byte offset 2; correct"),
        ("IsEmpty", "charrnn train empty", 1, "empty is empty; give a text"),
        ("HasOneSymbolOnly", "printf aaa | charrnn train -", 1, @"standard input has one distinct symbol only, 'a' \(U\+0061\); give"),
        ("IsWide", @"printf '\377\376a\0' | charrnn train -", 1,
            "standard input is a UTF-16 text; convert it with iconv -f UTF-16 -t UTF-8"),
        ("DoesNotFit", "yes 2>/dev/null | DOTNET_GCHeapHardLimit=4000000 charrnn train -", 1, "standard input does not fit into memory"),
        ("HasUnknownSymbols", "charrnn train symbols --resume foreign --checkpoint new", 1,
            @"symbols has 3 distinct symbols outside the model's vocabulary: .*; remove"),
        ("HasTooManySymbols", "charrnn train many --encoding utf-8", 1,
            "many has 8193 distinct characters, more than the 8192 that a model can have; use --encoding bytes"),
        ("ModelNeverSaw", "charrnn sample m --prime '#'", 1, @"the model never saw '#' \(U\+0023\); use only"),
        ("HasNoHiddenState", "charrnn sample foreign --state stored", 1,
            @"foreign has no state \(hprev, for an lstm also cprev\) to start from; leave --state stored out"),
        ("HoldsOutTooLittle", "charrnn train text --validation 0.0001", 1,
            "text has .* of which --validation 0.0001 holds out 1, but 2 are needed; raise"),
        ("IsTooShort", "printf abc | charrnn train -", 1,
            "standard input has 3 symbols, but --sequence-length 25 needs 26; lower --sequence-length"),
        ("IsNotUsable", "charrnn info text", 1,
            "text is not a usable checkpoint: it does not begin as a safetensors file does; use another file"),
        ("BothGiveThePrime", "charrnn sample m --prime a --prime-file b", 2, "--prime and --prime-file both"),
        ("FirstSampleNeverEnds", "charrnn sample m --length 0 --count 2", 2, "--count .* --length 0 .*; give"),
        ("NoSampleEverEnds", "charrnn sample m --length 0 --json", 2, "--json .* --length 0 .*; give"),
        ("SeedsEnd", "charrnn sample m --seed 9007199254740991 --count 2", 2, "--seed and --count .*; lower"),
        ("TooManyLogs", "charrnn report $(yes log 2>/dev/null | head -33)", 2, "33 logs are given; give 32 at most"),
        ("BothSayWhenToStop", "charrnn train text --iterations 5 --epochs 5", 2, "--iterations and --epochs both .*; give one"),
        ("LogIsMissing", "charrnn train text --log-every 5", 2, "--log-every .* --log .*; give --log PATH"),
        ("NothingToBePatientFor", "charrnn train text --patience 5", 2, "--patience .* --validation .*; give --validation X"),
        ("ValidationIsMissing", "charrnn train text --validation-every 5", 2, "--validation-every .* --validation .*; give --validation X"),
        ("ModelIsMissing", "charrnn train text --new-text", 2, "--new-text .* --resume, which is missing; give --resume PATH"),
        ("WouldEmptyResumed",
            "charrnn train text --validation 0.1 --iterations 5 --quiet --checkpoint v && mv v new.best.tmp; charrnn train text --resume " +
            "new.best.tmp --checkpoint new",
            2, @"saving to new\.best would first empty new\.best\.tmp, .*; rename new\.best\.tmp"),
        ("IsAWholeModel", $"mv m new.tmp; {PathThere} new --iterations 1", 1,
            @"new\.tmp is a whole model of iteration 30; resume it, or give --overwrite"),
        ("IsLeftBeside", "mv m n.tmp; charrnn train text --resume n", 1, @"n does not exist, but .*; go on from it: .* --resume n\.tmp "),
        ("NameIsTooLong", $"{PathThere} $(printf %0255d 1) --iterations 1", 1,
            "0*1 cannot be written: its name is too long .*; choose a shorter one"),
        ("WorkingFolderIsGone", "mkdir gone; cd gone; rmdir ../gone; charrnn info m", 1,
            "m is in the working folder, which no longer exists; change"),
        ("WouldBeOneFile", "charrnn report log --output log", 2, "LOG and --output would be one file, log; choose"),
        ("DiffersFromStored", "charrnn train text --resume m --hidden 128", 2,
            "--hidden 128 differs from the 16 in m; leave the option out, or start a fresh run"),
        ("DiffersOnSameText", "charrnn train text --resume m --optimizer adam", 2,
            "--optimizer adam differs from the adagrad in m; leave the option out, begin .* with --new-text, or start a fresh run"),
        ("OptionWithoutCommand", "charrnn --hidden 5", 2, "unknown option --hidden; options follow a command: train"),
        ("StandsAlone", "charrnn --version info", 2, "--version stands alone, info is too much; leave"),
        ("UnknownCommand", "charrnn sampel m", 2, "unknown command sampel; did you mean sample"),
        ("UnexpectedArgument", "charrnn info m m", 2, "unexpected argument m; info takes one CHECKPOINT"),
        ("ArgumentIsMissing", "charrnn eval m", 2, "eval needs a TEXT; give the file to score"),
        ("GivenTwice", "charrnn info m --json --json", 2, "--json is given twice; give it once"),
        ("TakesNoValue", "charrnn info m --json=yes", 2, "--json takes no value; leave =yes out"),
        ("NeedsAValue", "charrnn sample m --length", 2, "--length needs a value; give an integer"),
        ("ValueLooksLikeAnOption", "charrnn sample m --prime --json", 2,
            "--prime needs a value, but --json follows; give a text, or write --prime=--json"),
        ("UnknownOption", "charrnn sample m --temprature 1", 2, "unknown option --temprature; did you mean --temperature"),
        ("NeedsAFile", "charrnn train text --log -", 2,
            "--log does not take -, which stands for standard input or output; give the path of a file"),
        ("HasNoSuchOption", "charrnn train --gpu 0", 2,
            "unknown option --gpu, and none like it, as the program runs on the processor; leave it out, or see"),
        ("IsOptionOf", "charrnn train text --temp 0.5", 2, "unknown option --temp; --temperature is an option of sample, and train has"),
        ("AsksForHelp", "charrnn train help", 2, "help does not exist; give the path of a file, or see the help: .* train --help"),
        ("IsGivenWithoutOption", "charrnn train --text text", 2, "unknown option --text; give TEXT without an option: .* train TEXT"),
        ("DoesNotTake", "charrnn sample m --top-p 2", 2, "--top-p does not take 2; give a number over 0 and up to 1"),
        ("IsAnotherText", "charrnn train text2 --resume m", 1,
            "text2 is not the text that m was trained on; give that text, or go on with .* --new-text, or"),
        ("CheckpointExists", $"{PathThere} m", 1,
            "m exists; go on with --resume m, replace it with --overwrite, or choose another --checkpoint"),
        ("NewTextDoesNotContinue", "charrnn train text --resume m --new-text", 1, "m exists, and --new-text does not continue it; replace"),
        ("SaveWouldLose", "charrnn train text3 --resume foreign", 1,
            "foreign holds what a save would lose; replace it with --overwrite, or"),
        ("BestExists", $"cp log new.best; {PathThere} new --validation 0.1", 1, @"new\.best exists; replace it with --overwrite, or"),
        ("LossIsNotFinite", "charrnn train text --resume m --learning-rate 3e38 --quiet", 1,
            "the loss is not finite at iteration .*; lower --learning-rate"),
    ];

    // What is wrong with a file that should be a model.
    private static readonly (string Name, byte[] File, string Expected)[] Faults =
    [
        ("BeginsElsewhere", SafetensorsFile.Replacing("[16,32]", "[20,36]"), "Whh begins at byte 20 where 16 was due; use another file"),
        ("DoesNotFillItsBytes",
            SafetensorsFile.Replacing("\"shape\":[2,2],\"data_offsets\":[0,16]", "\"shape\":[2,3],\"data_offsets\":[0,16]"),
            "the shape of Wxh does not fill its 16 bytes"),
        ("BytesAreMissing", SafetensorsFile.Replacing("x", "x", dataBytes: 40), "8 bytes are missing at its end"),
        ("BytesAreTooMany", SafetensorsFile.Replacing("x", "x", dataBytes: 49), "1 bytes too many are at its end"),
        ("HeaderIsNoJson", SafetensorsFile.Of("{]", []), "its header is not valid JSON"),
        ("HeaderHasHalfAPair", SafetensorsFile.WithMetadata("""{"vocabulary":"\ud83d"}"""), @"the string ""\\ud83d"" in its header has"),
        ("HeaderIsNotUtf8", NotUtf8, "the string \"[^\"]{1,3}\" in its header is not valid UTF-8; use another file"),
        ("SizeIsOutOfRange", SafetensorsFile.Replacing("[16,32]", "[-1,32]"), "a size in its header is out of range"),
        ("HeaderDoesNotDescribe", SafetensorsFile.Replacing("\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]", ""),
            "its header does not describe Wxh properly"),
        ("HeaderHasTwice", SafetensorsFile.Replacing("\"Whh\"", "\"Wxh\""), "its header has Wxh twice"),
        ("HoldsTheValue", [.. SafetensorsFile.Replacing("x", "x", dataBytes: 44), .. BitConverter.GetBytes(float.NaN)],
            "Why holds the value NaN"),
        ("HasOnlyBytes", [1, 2, 3], "it has only 3 bytes"),
        ("DoesNotBeginAsOne", Encoding.ASCII.GetBytes("plain text"), "it does not begin as a safetensors file does"),
        ("HeaderIsTooLong", [.. BitConverter.GetBytes(100_000_001L), .. "{}"u8], "its header claims to have 100000001 bytes, but"),
        ("EndsWithinItsHeader", SafetensorsFile.Of("{", [])[..8], "it ends within its header"),
        ("HasNoTensor", SafetensorsFile.Replacing("\"Whh\"", "\"other\""),
            "it has no tensor Whh, but Wxh, other, Why; save the model's arrays under"),
        ("HiddenSizeIsOutOfRange", EmptyRecurrent, @"Whh has the shape \[0,0\], but H is 1 to 1024"),
        ("IsOfType", SafetensorsFile.Replacing("\"Whh\":{\"dtype\":\"F32\"", "\"Whh\":{\"dtype\":\"I32\""),
            "Whh is I32, not F32; save it as float32"),
        ("HasTheShape",
            SafetensorsFile.Replacing("\"Why\":{\"dtype\":\"F32\",\"shape\":[2,2]", "\"Why\":{\"dtype\":\"F32\",\"shape\":[4,1]"),
            @"Why has the shape \[4,1\], not \[2,2\]; save"),
        ("IsOfVersion", SafetensorsFile.WithMetadata("""{"format":"charrnn","format_version":"3","vocabulary":"[10,97]"}"""),
            "its format_version is '3', not 1 or 2; use the charrnn that wrote it"),
        ("IsBidirectional", SafetensorsFile.Module("rnn.weight_ih_l0 8 2, rnn.weight_ih_l0_reverse 8 2"),
            "rnn.weight_ih_l0_reverse is of a bidirectional network, which reads a text from both ends; train one with " +
            "bidirectional=False"),
        ("IsProjected", SafetensorsFile.Module("weight_ih_l0 8 2, weight_hr_l0 1 2"),
            "weight_hr_l0 is of an nn.LSTM with projections; train one without proj_size"),
        ("IsOfACell", SafetensorsFile.Module("cell.weight_ih 8 2, cell.weight_hh 8 2"),
            "cell.weight_ih is of an nn.RNNCell, nn.GRUCell or nn.LSTMCell; rename its tensors as a layer's, by adding _l0: " +
            "cell.weight_ih_l0 and so on, and those of a cell above as cell.weight_ih_l1"),
        ("HasTwoNetworks", SafetensorsFile.Module("a.weight_ih_l0 8 2, b.weight_ih_l0 8 2"),
            "it has two recurrent networks, a.weight_ih_l0 and b.weight_ih_l0; save one of them with its output layer, or, if"),
        ("HasTooManyLayers", SafetensorsFile.Module("rnn.weight_ih_l0 8 2, rnn.weight_ih_l8 8 2"),
            "rnn.weight_ih_l8 is of a layer above the 8 that a model can have; train one with fewer layers"),
        ("LayersDiffer", SafetensorsFile.Module("weight_ih_l0 8 2, weight_hh_l0 8 2, weight_ih_l1 12 2, weight_hh_l1 12 3"),
            "its layers are of different sizes: weight_hh_l0 has 2 columns, weight_hh_l1 3; train one with layers of one size"),
        ("GatesAreUnknown", SafetensorsFile.Module("weight_ih_l0 10 2, weight_hh_l0 10 2"),
            @"weight_ih_l0 has the shape \[10,2\] and weight_hh_l0 \[10,2\], but of an nn.RNN, nn.GRU or nn.LSTM both have 1, 3 or 4 " +
            "times as many rows as the latter has columns; save the module's own tensors, not transposed or cut"),
        ("HasAnEmbedding",
            SafetensorsFile.Module(
                "rnn.weight_ih_l0 9 5, rnn.weight_hh_l0 9 3, embedding.weight 2 5, out.weight 2 3, out.bias 2"),
            "embedding.weight is an embedding, and the networks here are fed the symbols themselves; fold it into the weights and save " +
            "tensors, vocabulary and all: " +
            @"tensors\['rnn.weight_ih_l0'\] = tensors\['rnn.weight_ih_l0'\] @ tensors.pop\('embedding.weight'\).T"),
        ("HasTwoOutputLayers", SafetensorsFile.Module("weight_ih_l0 9 2, weight_hh_l0 9 3, a.weight 2 3, a.bias 2, b.weight 2 3, b.bias 2"),
            "it has two output layers, a.weight and b.weight; save the module with one of them"),
        ("HasNoOutputLayer", SafetensorsFile.Module("weight_ih_l0 9 2, weight_hh_l0 9 3"),
            @"it has no output layer, an nn.Linear with a weight of shape \[2,3\] and a bias \[2\]; save the module with its nn.Linear: " +
            @"tensors = model.state_dict\(\)"),
        ("OneIsAnEmbedding", SafetensorsFile.Module("weight_ih_l0 9 3, weight_hh_l0 9 3, a.weight 2 3, b.weight 2 3"),
            "one of a.weight and b.weight is an embedding, and the networks here are fed the symbols themselves; fold it into the " +
            @"weights .*: tensors\['weight_ih_l0'\] = tensors\['weight_ih_l0'\] @ tensors.pop\(EMBEDDING\).T, EMBEDDING being the one"),
        ("IsParametrized", SafetensorsFile.Module("weight_ih_l0 9 2, weight_hh_l0 9 3, fc.weight_g 2 1, fc.weight_v 2 3, fc.bias 2"),
            "fc.weight_v is of a layer with a parametrization, such as weight_norm; save the module without"),
        ("OutputIsOfAnotherSize", SafetensorsFile.Module("weight_ih_l0 9 2, weight_hh_l0 9 3, fc.weight 4 3, fc.bias 4"),
            "fc.weight has 4 rows, but weight_ih_l0 2 columns: both have to be as many as there are symbols; feed the network"),
        ("HasNoOutputBias", SafetensorsFile.Module("weight_ih_l0 9 2, weight_hh_l0 9 3, fc.weight 2 3"),
            @"its output layer, fc.weight, has no bias; add one of zeros: tensors\['fc.bias'\] = " +
            @"torch.zeros\(len\(tensors\['fc.weight'\]\)\)"),
        ("HasNoVocabulary", SafetensorsFile.WithMetadata("{}"), "it has no vocabulary; add it in Python"),
        ("VocabularyIsNoList", SafetensorsFile.WithMetadata("""{"vocabulary":"[10]"}"""),
            "its vocabulary is not a list of 2 to 8192 integers, but a list of 1; make it"),
        ("VocabularyIsWrong", SafetensorsFile.WithMetadata("""{"vocabulary":"[97,97]"}"""),
            "its vocabulary is wrong: 97 stands in it twice; list"),
        ("VocabularyIsOfAnotherSize", SafetensorsFile.WithMetadata("""{"vocabulary":"[97,98,99]"}"""),
            "its vocabulary has 3 symbols, but Wxh has 2 columns and Why 2 rows; list"),
        ("LooksTransposed", SafetensorsFile.Transposed,
            @"Wxh has the shape \[3,2\], not \[2,3\], and looks transposed; save numpy.ascontiguousarray\(Wxh.T\)"),
        ("MetadataIsNoObject", SafetensorsFile.WithMetadata("[]"), "its __metadata__ is not an object; use another file"),
        ("MetadataIsNoString", SafetensorsFile.WithMetadata("""{"vocabulary":[10,97]}"""),
            "vocabulary in its __metadata__ is not a string.*; make it json"),
        ("HasNoSetting", SafetensorsFile.WithMetadata("""{"format":"charrnn","format_version":"2","vocabulary":"[10,97]"}"""),
            "its metadata have no cell; add it, or leave format out, too"),
        ("HasTheSetting", SafetensorsFile.WithMetadata("""{"format":"charrnn","vocabulary":"[10,97]","seed":"-1"}"""), "its seed is '-1'"),
    ];

    // What a test cannot bring about from outside: the superuser may read everything, a machine has memory, kernels are right.
    private static readonly (string Name, Func<string> Provoke, string Expected)[] Calls =
    [
        ("MayNotBeRead", () => FileErrors.CannotRead("it", new UnauthorizedAccessException()).Message,
            "it may not be read; check its permissions"),
        ("MayNotBeWritten", () => FileErrors.CannotWrite("it", new UnauthorizedAccessException()).Message, "it may not be written; check"),
        ("MayNotGrow", () => FileErrors.CannotWrite("it", new ArgumentOutOfRangeException("value")).Message,
            "it may not grow any further; raise"),
        ("CannotBeWritten", () => FileErrors.CannotWrite("it", SystemError.ToException(SystemError.NoSpace)).Message,
            "it cannot be written: No space left on device; make room"),
        ("CannotBeReplaced", () => EntryPoint.Describe(new UnplacedModelException("it", "it.tmp", new(new IOException("The disk broke.")))),
            @"it cannot be replaced: The disk broke; go on with --resume it\.tmp, where"),
        ("IsBeingWritten", LockTwice, "another run is writing .*; wait until it ends, or choose another path"),
        ("IsNoLongerFinite", SaveInfinity, "by is no longer finite, so .* was not written; lower --learning-rate"),
        ("IsNotTheTextOf", ResumeOnAnotherText, "the text is not the text that .* was trained on; give that text, or start"),
        ("ChangedWhileRead", ReadTruncated, ".*large became shorter while it was read; give the text as it was"),
        ("GradientIsWrong", () => MessageOf(() => GradcheckCommand.CheckPassed([new(new(ModelTensor.Whh, "Whh", 1, 1, [1, 1]), 1, 1, 1)])),
            "a gradient is wrong; the table"),
        ("NoKernelHolds", () => MessageOf(() => RnnKernelTable.Portable().For(1025, 2)),
            "no compiled-in kernel holds hidden size 1025 with a vocabulary of 2; add"),
        ("OutOfMemory", () => EntryPoint.Describe(new TypeInitializationException("it", new OutOfMemoryException())),
            "there is not enough memory; raise"),
        ("TooManyOpenFiles", () => FileErrors.CannotRead("it", new IOException("too many", hresult: 24)).Message,
            @"the system opens no more files; raise the limit \(ulimit -n\)"),
        ("TooManyThreads", () => EntryPoint.Describe(new System.ComponentModel.Win32Exception(11)),
            @"the system starts no more threads; raise the limit \(ulimit -u\)"),
        ("StandardOutputMayNotGrow", () => FileErrors.CannotWriteOutput(new ArgumentOutOfRangeException("value")).Message,
            "standard output may not grow any further; raise"),
        ("FilesFailed", () => EntryPoint.Describe(new IOException("it\nfailed")), @"it\\nfailed; check the files and the disk"),
        ("Unexpected", () => EntryPoint.Describe(new FormatException("oh")), "unexpected FormatException: oh; please report it"),
    ];

    // Under the JIT the runtime has opened files of its own under the closed number before the program starts.
    private static readonly string[] NativeOnly = ["StandardInputIsClosed"];

    private static byte[] EmptyRecurrent => SafetensorsFile.Of(
        """{"__metadata__":{"vocabulary":"[10,97]"},"Wxh":{"dtype":"F32","shape":[0,2],"data_offsets":[0,0]},"Whh":""" +
        """{"dtype":"F32","shape":[0,0],"data_offsets":[0,0]},"Why":{"dtype":"F32","shape":[2,0],"data_offsets":[0,0]}}""", []);

    private static byte[] NotUtf8 => [.. SafetensorsFile.Replacing("x", "x").Select(b => b == (byte)'h' ? (byte)0xFF : b)];

    public static TheoryData<string> ScriptNames => [.. Scripts.Select(script => script.Name)];

    public static TheoryData<string> FaultNames => [.. Faults.Select(fault => fault.Name)];

    public static TheoryData<string> CallNames => [.. Calls.Select(call => call.Name)];

    [Theory]
    [MemberData(nameof(ScriptNames))]
    public void ACommandLineProvokesIt(string name)
    {
        (_, string script, int exitCode, string expected) = Scripts.Single(script => script.Name == name);
        Assert.Matches($@"\Acharrnn: {expected}", Charrnn.Shell($"cd {files.Fresh()}; {script}").MustFailAtOnce(exitCode));
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void AFileProvokesIt(string name)
    {
        (_, byte[] file, string expected) = Faults.Single(fault => fault.Name == name);
        string message = Charrnn.Run("info", files.Scratch.Write("fault", file)).MustFailAtOnce(1);
        Assert.Matches($@"\Acharrnn: \S+/fault is not a usable checkpoint: {expected}", message);
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public void ACallProvokesIt(string name)
    {
        (_, Func<string> provoke, string expected) = Calls.Single(call => call.Name == name);
        string message = provoke();
        Assert.Matches($@"\A{expected}", message);
        Assert.DoesNotContain('\n', message);
    }

    [NativeFact]
    public void AClosedStandardInputProvokesIts() =>
        Assert.StartsWith(
            "charrnn: standard input is closed; pipe", Charrnn.Shell("charrnn train - <&-").MustFailAtOnce(1), StringComparison.Ordinal);

    [Fact]
    public void NoMessageIsUnprovoked()
    {
        IEnumerable<string> all = ((Type[])[typeof(CharRnnFast.Messages), typeof(Messages)])
            .SelectMany(messages => messages.GetMethods(BindingFlags.Static | BindingFlags.Public))
            .Select(method => method.Name);
        IEnumerable<string> provoked =
        [
            .. Scripts.Select(script => script.Name), .. Faults.Select(fault => fault.Name), .. Calls.Select(call => call.Name),
            .. NativeOnly,
        ];
        Assert.Equal(all.Order(), provoked.Order());
    }

    [Fact]
    public void NoMessageIsElsewhere()
    {
        Regex literal = new(@"(CharRnn|Usage|CheckpointFault)Exception\(\s*\$?""|Exception \w+\([^)]*\) =>\s*new\(\s*\$?""");
        Assert.DoesNotContain(Sources.Under("src"), file => literal.IsMatch(File.ReadAllText(file)));
    }

    private static string SaveInfinity()
    {
        using Scratch scratch = new();
        using Corpus corpus = new TextLoader(EncodingChoice.Utf8, 256).LoadFile(scratch.Text).Corpus;
        using Trainer trainer = new(RnnKernelTable.Native().For(1, corpus.Vocabulary.Count), new(1, corpus.Vocabulary.Count, 1));
        float[] biases = new float[corpus.Vocabulary.Count];
        biases[0] = float.PositiveInfinity;
        trainer.Model.WriteRow(ModelTensor.by, 0, biases);
        return MessageOf(() => new CheckpointWriter(scratch.Model).Save(TrainingState.Capture(new(trainer, corpus), 1), trainer.Model));
    }

    private static string ResumeOnAnotherText()
    {
        using Scratch scratch = new();
        using Corpus corpus = Corpus.FromString("another text");
        return MessageOf(() => TrainingRun.Resume(scratch.TrainModel(), corpus, RnnKernelTable.Native()));
    }

    private static string LockTwice()
    {
        using Scratch scratch = new();
        using CheckpointWriter first = new(scratch.Write("model", "text")), second = new(scratch["model"]);
        first.Lock();
        return MessageOf(second.Lock);
    }

    private static string ReadTruncated()
    {
        using Scratch scratch = new();
        string path = scratch.Write("large", "ab");
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(17 << 20); // over the 16 MiB up to which a text is held in memory
        using Corpus corpus = new TextLoader(EncodingChoice.Bytes, 256).LoadFile(path).Corpus;
        file.SetLength(2);
        return MessageOf(() => corpus.Read(1, new int[2]));
    }

    private static string MessageOf(Action action) => EntryPoint.Describe(Assert.ThrowsAny<CharRnnException>(action));

    /// <summary>A folder with what the scripts need, copied for each.</summary>
    public sealed class Files : IDisposable
    {
        private int _copies;

        public Files()
        {
            File.Copy(Scratch.Text, Scratch["text"]);
            Scratch.TrainModel("m", 30, "--log", Scratch["log"]);
            File.Delete(Scratch["text.txt"]);
            Scratch.Write("text2", "another text that no model was trained on");
            Scratch.Write("text3", string.Concat(Enumerable.Repeat("a\na", 20)));
            Scratch.Write("symbols", "a\nbcd");
            Scratch.Write("many", string.Concat(Enumerable.Range(0x4E00, 8193).Select(c => (char)c)));
            Scratch.Write("empty", "");
            Scratch.Write("foreign", SafetensorsFile.WithMetadata("""{"vocabulary":"[10,97]"}"""));
        }

        internal Scratch Scratch { get; } = new();

        /// <summary>A copy.</summary>
        internal string Fresh()
        {
            DirectoryInfo copy = Directory.CreateDirectory(Scratch[$"copy{++_copies}"]);
            foreach (string file in Directory.EnumerateFiles(Scratch[""]))
                File.Copy(file, Path.Join(copy.FullName, Path.GetFileName(file)));
            return copy.FullName;
        }

        public void Dispose() => Scratch.Dispose();
    }
}
