using System.Text;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Files that cannot be used: one line on standard error, exit code 1, and nothing written.</summary>
public sealed class BadInputTests
{
    /// <summary>Texts that cannot be trained on, with what the message has to say.</summary>
    public static TheoryData<string, byte[], string, string> BadTexts => new()
    {
        { "empty", [], "", "is empty" },
        { "too short", "abcdefgh"u8.ToArray(), "", "8 symbols.*--sequence-length" },
        { "one symbol", Encoding.ASCII.GetBytes(new string('a', 500)), "", "one distinct|single|only one|'a'" },
        { "too many symbols", ManySymbols(), "--encoding=utf-8", "8193.*8192" },
        { "invalid UTF-8", [.. "some text"u8, 0xFF, .. "and more"u8], "--encoding=utf-8", "byte offset 9|offset 9" },
        { "UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a text of some length")], "", "UTF-16.*iconv" },
        { "UTF-32", [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes("a text of some length")], "", "UTF-32" },
    };

    private static byte[] ManySymbols() => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0x4E00, 8193).Select(c => (char)c)));

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void ATextThatCannotBeTrainedOnIsRefused(string name, byte[] text, string option, string expected)
    {
        using Scratch scratch = new();
        string path = scratch.Write(name, text);
        string[] options = option.Length > 0 ? [option] : [];
        string message = Charrnn.Run(["train", path, "--checkpoint", scratch.Model, .. options]).MustFailAtOnce(1);
        Assert.Matches(expected, message);
        Assert.False(File.Exists(scratch.Model));
    }

    [Theory]
    [InlineData("train", "missing.txt", "does not exist")]
    [InlineData("train", "", "is a folder")]
    [InlineData("train", "/dev/zero", "is a device")]
    [InlineData("sample", "missing.safetensors", "does not exist")]
    [InlineData("sample", "", "is a folder")]
    [InlineData("info", "missing\u001b[2J\n.safetensors", @"missing\\u001B\[2J\\n\.safetensors does not exist")]
    public void AMissingFileAndAFolderAreRefused(string command, string name, string expected)
    {
        using Scratch scratch = new();
        Assert.Matches(expected, Charrnn.Run(command, name.StartsWith('/') ? name : scratch[name]).MustFailAtOnce(1));
    }

    [Fact]
    public void AnExistingCheckpointIsNotReplaced()
    {
        using Scratch scratch = new();
        byte[] before = File.ReadAllBytes(scratch.TrainModel());
        string message = Charrnn.Run("train", scratch.Text, "--checkpoint", scratch.Model).MustFailAtOnce(1);
        string path = scratch.Model;
        Assert.Equal(
            $"charrnn: {path} exists; go on with --resume {path}, replace it with --overwrite, or choose another --checkpoint",
            message);
        Assert.Equal(before, File.ReadAllBytes(scratch.Model));
        Charrnn.Run("train", scratch.Text, "--checkpoint", scratch.Model, "--overwrite", "--iterations", "1").MustSucceed();
    }

    [Theory]
    [InlineData("", "is a folder")]
    [InlineData("no/such/folder/m", "in a folder that does not exist")]
    [InlineData("/dev/null", "is a device")]
    public void ACheckpointThatCannotBeWrittenIsRefusedBeforeTraining(string name, string expected)
    {
        using Scratch scratch = new();
        string path = name.StartsWith('/') ? name : scratch[name];
        Assert.Matches(expected, Charrnn.Run("train", scratch.Text, "--checkpoint", path, "--overwrite").MustFailAtOnce(1));
    }

    [Fact]
    public void APipeAsCheckpointIsRefusedWithoutWaiting()
    {
        using Scratch scratch = new();
        string train = $"charrnn train {scratch.Text} --overwrite --checkpoint {scratch.Model}";
        RunResult result = Charrnn.Shell($"mkfifo {scratch.Model}; {train}");
        Assert.Contains("device or a pipe", result.MustFailAtOnce(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--checkpoint text.txt --overwrite", "--checkpoint and TEXT")]
    [InlineData("--checkpoint link --overwrite", "--checkpoint and TEXT")]
    [InlineData("--checkpoint text.txt", "--checkpoint and TEXT")]
    [InlineData("--log text.txt --overwrite", "--log and TEXT")]
    [InlineData("--log charrnn.safetensors", "--checkpoint and --log")]
    [InlineData("--log ./charrnn.safetensors.tmp", "--checkpoint and --log")]
    [InlineData("--checkpoint m --log ./m", "--checkpoint and --log")]
    public void TheTextIsNeverOverwrittenAndEachFileIsItsOwn(string options, string expected)
    {
        using Scratch scratch = new();
        byte[] before = File.ReadAllBytes(scratch.Text);
        RunResult result = Charrnn.Shell($"cd $(dirname {scratch.Text}); ln -s text.txt link; charrnn train text.txt {options}");
        Assert.Contains(expected, result.MustFailAtOnce(2), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(scratch.Text));
    }

    [Theory]
    [InlineData("--checkpoint text.txt --overwrite", "--checkpoint and TEXT")]
    [InlineData("--log text.txt --overwrite", "--log and TEXT")]
    public void ATextThatComesThroughStandardInputIsNotOverwrittenEither(string options, string expected)
    {
        using Scratch scratch = new();
        byte[] before = File.ReadAllBytes(scratch.Text);
        RunResult result = Charrnn.Shell($"cd $(dirname {scratch.Text}); charrnn train - {options} <text.txt");
        Assert.Contains(expected, result.MustFailAtOnce(2), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(scratch["text.txt"]));
    }

    [Fact]
    public void AnEmptyPathIsRefused() =>
        Assert.All(["train", "sample", "info"], command => Assert.Contains(
            "the path is empty", Charrnn.Run(command, "").MustFailAtOnce(1), StringComparison.Ordinal));

    [Fact]
    public void AnotherTextThanTheCheckpointsIsRefusedAsSuch()
    {
        using Scratch scratch = new();
        string[] resume = ["--resume", scratch.TrainModel()];
        string other = scratch.Write("other", "Symbols that the model never saw: @#~ ÄÖÜ");
        Assert.Contains("is not the text", Charrnn.Run(["train", other, .. resume]).MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Contains("TEXT is missing: ", Charrnn.Run(["train", .. resume]).MustFailAtOnce(1), StringComparison.Ordinal);
    }

    [Fact]
    public void AnExistingLogIsReplacedOnRequestOnly()
    {
        using Scratch scratch = new();
        string log = scratch.Write("log", "mine\n");
        string[] train = ["train", scratch.Text, "--checkpoint", scratch.Model, "--log", log, "--iterations", "1"];
        Assert.Contains("exists", Charrnn.Run(train).MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Equal("mine\n", File.ReadAllText(log));
        Charrnn.Run([.. train, "--overwrite"]).MustSucceed();
        Assert.StartsWith("{\"iteration\":1,", File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(500)]
    [InlineData(-1)]
    public void ADamagedCheckpointIsRefusedByEveryCommand(int length)
    {
        using Scratch scratch = new();
        byte[] bytes = File.ReadAllBytes(scratch.TrainModel());
        File.WriteAllBytes(scratch.Model, length >= 0 ? bytes[..length] : [.. bytes, 0]);
        string[][] commands = [["sample", scratch.Model], ["info", scratch.Model], ["train", scratch.Text, "--resume", scratch.Model]];
        string[] messages = [.. commands.Select(command => Charrnn.Run(command).MustFailAtOnce(1))];
        Assert.All(messages, message => Assert.Contains("is not a usable checkpoint", message, StringComparison.Ordinal));
    }

    [Fact]
    public void AFileOfAnotherProgramIsContinuedButNotReplacedUnasked()
    {
        using Scratch scratch = new();
        byte[] bytes = File.ReadAllBytes(scratch.TrainModel());
        bytes.AsSpan(bytes.AsSpan().IndexOf("charrnn"u8), 7).Fill((byte)'x');
        File.WriteAllBytes(scratch.Model, bytes);
        string[] resume = ["train", scratch.Text, "--resume", scratch.Model, "--iterations", "2"];
        Assert.Contains("--overwrite", Charrnn.Run(resume).MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Contains("made by another program", Charrnn.Run("info", scratch.Model).MustSucceed().Output, StringComparison.Ordinal);
        Charrnn.Run([.. resume, "--checkpoint", scratch["other"]]).MustSucceed();
        Charrnn.Run([.. resume, "--overwrite"]).MustSucceed();
        Assert.Equal(File.ReadAllBytes(scratch["other"]), File.ReadAllBytes(scratch.Model));
    }

    [Fact]
    public void AStreamWithoutAnEndIsGivenUpBeforeItTakesAllMemory()
    {
        using Scratch scratch = new();

        // The limit is hexadecimal: 64 MiB stand for the machine's memory.
        RunResult result = Charrnn.Shell($"yes 2>/dev/null | DOTNET_GCHeapHardLimit=4000000 charrnn train - --checkpoint {scratch.Model}");
        Assert.Contains("does not fit into memory", result.MustFailAtOnce(1), StringComparison.Ordinal);
    }

    // Under the JIT the runtime has opened files of its own under the closed number before the program starts.
    [NativeFact]
    public void AClosedStandardInputIsRefused()
    {
        using Scratch scratch = new();
        RunResult result = Charrnn.Shell($"charrnn train - --checkpoint {scratch.Model} <&-");
        Assert.Contains("standard input is closed", result.MustFailAtOnce(1), StringComparison.Ordinal);
    }

    [Fact]
    public void APrimeSymbolThatTheModelNeverSawIsNamed()
    {
        using Scratch scratch = new();
        string message = Charrnn.Run("sample", scratch.TrainModel(), "--prime", "Line #").MustFailAtOnce(1);
        Assert.Contains("'#' (U+0023)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALossThatIsNoLongerFiniteEndsTheRunAndKeepsTheLastCheckpoint()
    {
        using Scratch scratch = new();
        byte[] before = File.ReadAllBytes(scratch.TrainModel());
        RunResult result = Charrnn.Run("train", scratch.Text, "--resume", scratch.Model, "--learning-rate", "3e38", "--iterations", "2000");
        Assert.Equal(1, result.ExitCode);
        Assert.Matches("charrnn: .*finite.*--learning-rate", result.LastMessage);
        Assert.Equal(before, File.ReadAllBytes(scratch.Model));
        Assert.DoesNotContain("   at ", result.Messages, StringComparison.Ordinal);
    }

    // Under the JIT the runtime itself maps a file larger than the limit.
    [NativeFact]
    public void ALogThatCannotGrowEndsTheRunButNotWithoutTheModel()
    {
        using Scratch scratch = new();
        RunResult result = Charrnn.Shell(
            $"ulimit -f 16; charrnn train {scratch.Write("text", "abcabcabcabcabcabcabcabcabcabcabc")} --hidden 1 " +
            $"--iterations 10000 --log {scratch["log"]} --log-every 1 --checkpoint {scratch.Model} --quiet");
        Assert.Contains("log may not grow any further; ", result.MustFailSaved(), StringComparison.Ordinal);
        Assert.Contains("iterations,", Charrnn.Run("info", scratch.Model).MustSucceed().Output, StringComparison.Ordinal);
    }

    [NativeTheory]
    [InlineData(
        "charrnn sample model.safetensors --seed 1 --length 100000 >out",
        "standard output may not grow any further; raise the limit (ulimit -f)")]
    [InlineData(
        "charrnn train text.txt --hidden 64 --iterations 1 --quiet --checkpoint new",
        "new may not grow any further; raise the limit (ulimit -f)")]
    [InlineData("charrnn report log --output page", "page may not grow any further; raise the limit (ulimit -f)")]
    [InlineData("charrnn report log --output - >page", "standard output may not grow any further; raise the limit (ulimit -f)")]
    public void ALimitOnTheSizeOfFilesIsReportedInOneLine(string script, string expected)
    {
        using Scratch scratch = new();
        scratch.TrainModel(options: ["--log", scratch["log"], "--log-every", "1"]);
        string message = Charrnn.Shell($"cd {scratch["."]}; ulimit -f 4; {script}").MustFailAtOnce(1);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Empty(scratch.Others("text.txt", "log", "model.safetensors", "out", "page"));
    }

    [Fact]
    public void AFullDiskIsReportedInOneLine()
    {
        using Scratch scratch = new();
        RunResult result = Charrnn.Shell($"charrnn sample {scratch.TrainModel()} --seed 1 >/dev/full");
        Assert.Matches("standard output cannot be written: .*; ", result.MustFailAtOnce(1));
    }
}
