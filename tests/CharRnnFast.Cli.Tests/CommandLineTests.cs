using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Commands;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>What the command line takes, refuses, and says about it.</summary>
public sealed class CommandLineTests
{
    private static readonly string[] BadNumbers = ["-1", "x", "", "nan", "inf", "1e999", "0x10", "1,5", "1 000", " 5", "5 ", "--5"];

    /// <summary>Every option that takes a number, with a value that is out of its range.</summary>
    public static TheoryData<string, string, string> OutOfRange => new()
    {
        { "train", "--hidden", "0" },
        { "train", "--hidden", "1025" },
        { "train", "--sequence-length", "0" },
        { "train", "--sequence-length", "1025" },
        { "train", "--learning-rate", "0" },
        { "train", "--learning-rate", "1e-60" },
        { "train", "--learning-rate", "1e39" },
        { "train", "--clip", "0" },
        { "train", "--learning-rate-decay", "0" },
        { "train", "--learning-rate-decay", "1.01" },
        { "train", "--validation", "0.51" },
        { "train", "--validation-every", "0" },
        { "train", "--patience", "99999999999999" },
        { "train", "--iterations", "99999999999999" },
        { "train", "--epochs", "0" },
        { "train", "--seed", "9007199254740992" },
        { "train", "--batch", "257" },
        { "train", "--threads", "0" },
        { "train", "--encoding", "latin1" },
        { "train", "--log-every", "0" },
        { "train", "--sample-every", "99999999999999" },
        { "train", "--sample-length", "0" },
        { "sample", "--length", "99999999999999" },
        { "sample", "--temperature", "-0.1" },
        { "sample", "--seed", "-9" },
        { "sample", "--top-k", "-1" },
        { "sample", "--top-k", "2147483648" },
        { "sample", "--top-p", "0" },
        { "sample", "--top-p", "1.01" },
        { "sample", "--count", "0" },
        { "sample", "--unknown", "drop" },
        { "gradcheck", "--hidden", "1025" },
        { "gradcheck", "--vocab", "1" },
        { "gradcheck", "--sequence-length", "0" },
        { "gradcheck", "--batch", "0" },
        { "bench", "--threads", "257" },
        { "bench", "--seconds", "0" },
        { "bench", "--vocab", "8193" },
    };

    /// <summary>Wrong command lines, each with what its message has to say.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "trian", "unknown command trian; did you mean train? The commands are train, sample, eval, report, info, gradcheck, bench" },
        { "--hidden 5", "unknown option --hidden; options follow a command: train, sample, eval, report, info, gradcheck, bench" },
        { "train --hiden 5", "unknown option --hiden; did you mean --hidden? See " },
        { "train a.txt --iterations 5 --hiden", "unknown option --hiden; did you mean --hidden?" },
        { "train --checkpoint --quiet", "--checkpoint needs a value, but --quiet follows; give a path, or write --checkpoint=--quiet" },
        { "sample --prime", "--prime needs a value; give a text" },
        { "train --quiet --quiet", "--quiet is given twice; give it once" },
        { "train --seed 1 --seed=2", "--seed is given twice; give it once" },
        { "train --hidden:5", "unknown option --hidden:5; did you mean --hidden?" },
        { "train --quiet=false", "--quiet takes no value; leave =false out" },
        { "train - a.txt -", "- is given twice, but standard input can be read only once; give it once" },
        { "info --json false b", "unexpected argument b; info takes one CHECKPOINT" },
        { "bench x", "unexpected argument x; bench takes no argument" },
        { "train -q", "unknown option -q; did you mean" },
        { "info [diagram]x y", "unexpected argument y; info takes one CHECKPOINT" },
        { "[diagram] train", "unknown command [diagram]; did you mean" },
        { "train --iterations 5 --epochs 1", "--iterations and --epochs both say when to stop; give one of them" },
        { "train --log-every 5", "--log-every says how often --log is written, which is missing; give --log PATH too" },
        { "train --batches 4", "unknown option --batches; did you mean --batch?" },
        { "sample --threads 2", "unknown option --threads; --threads is an option of train, and sample has none like it" },
        { "sample --temperature 1,5", "--temperature does not take 1,5; give a number of at least 0" },
        { "sample --prime a --prime-file b", "--prime and --prime-file both give the prime text; give one of them" },
        { "sample --length 0 --count 2", "--count asks for more samples, but with --length 0 the first never ends; give" },
        { "sample --length 0 --json", "--json writes whole samples, but with --length 0 none ever ends; give" },
        { "sample --seed 9007199254740991 --count 2", "--seed and --count go past the largest seed, 9007199254740991; lower one of them" },
        { "sample --stop=", "--stop does not take ''; give a text that is not empty" },
        { "train --log=", "--log does not take ''; give a path" },
        { "train --log -", "--log does not take -, which stands for standard input or output; give the path of a file" },
        { "train --checkpoint -", "--checkpoint does not take -, which stands for standard input or output; give the path of a file" },
        { "train --checkpoint=-", "--checkpoint does not take -, which" },
        { "train --resume -", "--resume does not take -, which stands for standard input or output; give the path of a file" },
        { "sample -", "CHECKPOINT does not take -, which stands for standard input or output; give the path of a file (./- is one of " +
            "that name)" },
        { "info -", "CHECKPOINT does not take -, which stands for standard input or output; give the path of a file" },
        { "eval - text.txt", "CHECKPOINT does not take -, which stands for standard input or output; give the path of a file" },
        { "eval - -", "CHECKPOINT does not take -, which stands for standard input or output; give the path of a file" },
        { "help trian", "unknown command trian; did you mean train? The commands are train, sample" },
        { "help generate", "unknown command generate; did you mean sample?" },
        { "help train sample", "unexpected argument sample; help takes one COMMAND" },
        { "help --train", "unknown option --train; did you mean --help?" },
        { "train --hidden 0", "--hidden does not take 0; give an integer from 1 to 1024" },
        { "completion", "completion needs a SHELL; give one of bash, zsh, fish" },
        { "completion tcsh", "SHELL does not take tcsh; give one of bash, zsh, fish" },
        { "completion bash zsh", "unexpected argument zsh; completion takes one SHELL" },
        { "manual train", "unexpected argument train; manual takes no argument" },
        { "manul", "unknown command manul; did you mean manual?" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AWrongCommandLineIsExplainedInOneLine(string arguments, string expected) =>
        Assert.StartsWith($"charrnn: {expected}", Charrnn.Run(arguments.Split(' ')).MustFailAtOnce(2), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void ANumberOutOfRangeIsRefusedWithTheRange(string command, string option, string value) =>
        Assert.StartsWith($"{option} does not take {value}; give ", Refusal(command, $"{option}={value}"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void WhatIsNoNumberIsRefused(string command, string option, string value)
    {
        _ = value;
        foreach (string bad in BadNumbers)
            Assert.StartsWith($"{option} does not take {Shown(bad)}; give ", Refusal(command, $"{option}={bad}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--prime=--x", "--x")]
    [InlineData("--prime=", "")]
    [InlineData("--prime=a=b:c", "a=b:c")]
    [InlineData("--prime=\"q\"", "\"q\"")]
    [InlineData("--prime @x", "@x")]
    [InlineData("--prime -h", "-h")]
    [InlineData("--prime /h", "/h")]
    [InlineData("--prime -", "-")]
    [InlineData("--prime [x]", "[x]")]
    public void ValuesAreTakenLiterally(string arguments, string expected) =>
        Assert.Equal(expected, Parse(["sample", .. arguments.Split(' ')]).Options.Single(option => option.Name == "--prime").Text);

    [Theory]
    [InlineData("sample", "sample")]
    [InlineData("/h", "/h")]
    [InlineData("@x", "@x")]
    [InlineData("-", "-")]
    [InlineData("-- --quiet", "--quiet")]
    public void ArgumentsAreTakenLiterally(string arguments, string expected) =>
        Assert.Equal([expected], Parse(["train", .. arguments.Split(' ')]).Arguments.Single().Values);

    [Fact]
    public void WithoutArgumentsTheHelpIsPrinted()
    {
        RunResult result = Charrnn.Run().MustSucceed();
        Assert.Equal("", result.Messages);
        string[] commands = ["train", "sample", "eval", "report", "info", "gradcheck", "bench", "completion", "manual", "help"];
        Assert.All(commands, command => Assert.Contains($"\n  {command}", result.Output, StringComparison.Ordinal));
        Assert.Equal(result.Output, Charrnn.Run("--help").MustSucceed().Output);
        Assert.DoesNotContain('\r', result.Output);
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help help", "--help")]
    [InlineData("help --help", "--help")]
    [InlineData("help train", "train --help")]
    [InlineData("help bench -h", "bench --help")]
    [InlineData("help completion", "completion --help")]
    public void HelpIsAnotherWayToAskForIt(string arguments, string expected) =>
        Assert.Equal(Charrnn.Run(expected.Split(' ')).MustSucceed().Output, Charrnn.Run(arguments.Split(' ')).MustSucceed().Output);

    [Fact]
    public void AFileThatIsCalledADashIsReadByItsPath()
    {
        using Scratch scratch = new();
        File.Copy(scratch.TrainModel(), scratch["-"]);
        Charrnn.Shell($"cd {scratch["."]}; charrnn info ./-; charrnn train text.txt --resume ./- --iterations 31").MustSucceed();
    }

    [Fact]
    public void EachCommandHasItsOptionsInItsHelp()
    {
        RunResult result = Charrnn.Run("train", "--help").MustSucceed();
        string[] options =
        [
            "--hidden", "--sequence-length", "--batch", "--threads", "--learning-rate", "--learning-rate-decay", "--clip", "--iterations",
            "--epochs", "--seed", "--encoding",
            "--checkpoint", "--overwrite", "--resume", "--validation", "--validation-every", "--patience", "--log", "--log-every",
            "--sample-every", "--sample-length", "--quiet",
        ];
        Assert.All(options, option => Assert.Contains($"\n  {option} ", result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void TheVersionIsPrinted() => Assert.Equal($"{ProgramInfo.Version}\n", Charrnn.Run("--version").MustSucceed().Output);

    private static Command Parse(params string[] arguments) =>
        CommandLineParser.Parse(CommandTree.Create(new StandardOutput(), new()), arguments).Command;

    private static string Shown(string value) => value.Length > 0 ? value : "''";

    private static string Refusal(params string[] arguments) => Assert.Throws<UsageException>(() => Parse(arguments)).Message;
}
