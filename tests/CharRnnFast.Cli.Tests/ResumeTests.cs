using System.Text;
using System.Text.Json;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>What a resumed run keeps, takes and refuses; and that it ends in the bytes of a run that was never stopped.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Unbroken = 40;

    private readonly Scratch _scratch = new();
    private readonly string _text;
    private readonly byte[] _expected;

    public ResumeTests()
    {
        // 101 symbols, T = 10: steps at 0, 10, ... 80, nine in an epoch.
        _text = _scratch.Write("short.txt", string.Concat(Enumerable.Range(0, 101).Select(i => "abcde"[((3 * i) + (i * i / 7)) % 5])));
        Run("unbroken", Unbroken);
        _expected = _scratch.BytesOf("unbroken");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)] // after an epoch's last step
    [InlineData(10)] // after an epoch's first step
    [InlineData(1, 2, 3)]
    [InlineData(8, 9, 10, 18, 19, 39)]
    public void AnyNumberOfStopsChangesNothing(params int[] stops)
    {
        Run("model", stops[0]);
        foreach (int stop in stops[1..]) Resume("model", stop);
        Resume("model", Unbroken);
        Assert.Equal(_expected, _scratch.BytesOf("model"));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512=0")]
    [InlineData("DOTNET_EnableAVX2=0")]
    [InlineData("DOTNET_EnableHWIntrinsic=0")]
    public void AnotherInstructionSetOrCompilerChangesNothing(string setting)
    {
        Run("model", 15);
        Charrnn.Shell($"{setting} \"$jit\" train {_text} --resume {_scratch["model"]} --iterations 25 --quiet").MustSucceed();
        Resume("model", Unbroken);
        Assert.Equal(_expected, _scratch.BytesOf("model"));
    }

    [Fact]
    public void AnOptionEqualToTheStoredValueIsAccepted()
    {
        Run("model", 15);
        string[] stored =
            ["--hidden", "16", "--sequence-length", "10", "--seed", "1", "--encoding", "utf-8", "--learning-rate", "0.1", "--clip", "5"];
        Resume("model", Unbroken, stored);
        Assert.Equal(_expected, _scratch.BytesOf("model"));
    }

    [Theory]
    [InlineData("--learning-rate", "0.03", "learning_rate")]
    [InlineData("--clip", "0.01", "clip")]
    [InlineData("--sequence-length", "7", "sequence_length")]
    public void AnAllowedOptionHoldsFromTheNextStepOn(string option, string value, string key)
    {
        Run("at once", 15);
        Run("before", 15);
        Resume("at once", Unbroken, option, value);
        Resume("before", 15, option, value);
        Resume("before", Unbroken);
        Assert.Equal(_scratch.BytesOf("before"), _scratch.BytesOf("at once"));
        Assert.NotEqual(_expected, _scratch.BytesOf("at once"));
        Assert.Equal(value, _scratch.InfoOf("at once").GetProperty(key).GetRawText());
    }

    [Fact]
    public void AnotherSequenceLengthKeepsPositionAndHiddenStateAndScalesTheSmoothLoss()
    {
        Run("model", 15);
        JsonElement before = _scratch.InfoOf("model");
        byte[] hidden = _scratch.BytesOf("model")[^64..];
        Resume("model", 15, "--sequence-length", "4");
        JsonElement after = _scratch.InfoOf("model");
        Assert.Equal(before.GetProperty("position").GetInt64(), after.GetProperty("position").GetInt64());
        Assert.Equal(before.GetProperty("smooth_loss").GetDouble() * 4 / 10, after.GetProperty("smooth_loss").GetDouble());
        Assert.Equal(hidden, _scratch.BytesOf("model")[^64..]);
    }

    [Fact]
    public void ARunGoesOnUnderAnotherName()
    {
        Run("model", 15);
        byte[] before = _scratch.BytesOf("model");
        Resume("model", Unbroken, "--checkpoint", _scratch["other"]);
        Assert.Equal(_expected, _scratch.BytesOf("other"));
        Assert.Equal(before, _scratch.BytesOf("model"));
    }

    [Fact]
    public void ATextWithoutAStoredHashMayBeAnyOneOfItsSymbols()
    {
        Run("model", 15);
        byte[] bytes = _scratch.BytesOf("model");
        bytes.AsSpan(bytes.AsSpan().IndexOf("corpus_xxh128"u8), 6).Fill((byte)'x');
        _scratch.Write("model", bytes);
        string other = _scratch.Write("other.txt", string.Concat(Enumerable.Repeat("edcba", 30)));
        Charrnn.Run("train", other, "--resume", _scratch["model"], "--iterations", "16").MustSucceed();
        Assert.Equal(16, _scratch.InfoOf("model").GetProperty("iteration").GetInt64());
    }

    [Fact]
    public void AModelThatASaveLeftUnderItsTemporaryNameIsPutInPlaceAndGoesOn()
    {
        Run("model.tmp", 15);
        Run("whole", 25);
        string[] resume = ["train", _text, "--resume", _scratch["model.tmp"], "--checkpoint", _scratch["model"], "--iterations", "25"];
        Charrnn.Run(resume).MustSucceed();
        Assert.Equal(_scratch.BytesOf("whole"), _scratch.BytesOf("model"));
        Assert.False(File.Exists(_scratch["model.tmp"]));
    }

    [Fact]
    public void ThePrintedCommandGoesOnWithEveryOption()
    {
        string[] options =
        [
            "--checkpoint-every", "1000", "--log", _scratch["a log"], "--log-every", "10", "--sample-every", "5000", "--sample-length", "3",
            "--quiet",
        ];
        System.Diagnostics.Process process = Charrnn.StartListening(
        [
            "train", _text, "--hidden", "16", "--sequence-length", "10", "--checkpoint", _scratch["model"], "--iterations", "1000000000",
            .. options,
        ]);
        _scratch.WaitFor("a log");
        System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        RunResult result = Charrnn.Finish(process, "");
        Assert.Equal(143, result.ExitCode);
        string expected =
            $"charrnn: resume: {Charrnn.Path} train {_text} --resume {_scratch["model"]} --checkpoint-every 1000 --iterations 1000000000 " +
            $"--log '{_scratch["a log"]}' --log-every 10 --sample-every 5000 --sample-length 3 --quiet";
        Assert.Equal(expected, result.LastMessage);

        // The same run, stopped once more by its number of steps, is the unbroken one.
        long stopped = _scratch.InfoOf("model").GetProperty("iteration").GetInt64(), iteration = stopped + 1234;
        Charrnn.Shell(expected["charrnn: resume: ".Length..].Replace("1000000000", $"{iteration}", StringComparison.Ordinal)).MustSucceed();
        Run("straight", (int)iteration);
        Assert.Equal(_scratch.BytesOf("straight"), _scratch.BytesOf("model"));
        IEnumerable<long> logged = Enumerable.Range(1, (int)(iteration / 10)).Select(i => i * 10L); // and the last step of each process
        Assert.Equal(logged.Append(stopped).Append(iteration).Distinct().Order(), _scratch.LoggedIterations("a log"));
    }

    [Fact]
    public void ATextFromStandardInputIsToBePipedInAgain()
    {
        System.Diagnostics.Process process = Charrnn.StartListening(
            "train", "-", "--hidden", "4", "--iterations", "0", "--quiet", "--checkpoint", _scratch["model"], "--checkpoint-every", "1");
        process.StandardInput.Write(File.ReadAllText(_text));
        process.StandardInput.Close();
        _scratch.WaitFor("model");
        System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        string messages = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        string command = $"{Charrnn.Path} train - --resume {_scratch["model"]} --checkpoint-every 1 --iterations 0 --quiet";
        Assert.EndsWith($"charrnn: resume, with the same text piped in: {command}\n", messages, StringComparison.Ordinal);
        string[] resume = ["train", "-", "--resume", _scratch["model"], "--iterations", "1"];
        Charrnn.RunWithInput(File.ReadAllText(_text, Encoding.UTF8), resume).MustSucceed();
        Assert.Contains("is not the text", Charrnn.RunWithInput("edcba edcba edcba", resume).MustFailAtOnce(1), StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private void Run(string name, int iterations, params string[] options) =>
        Charrnn.Run(
        [
            "train", _text, "--hidden", "16", "--sequence-length", "10", "--iterations", $"{iterations}", "--quiet",
            "--checkpoint", _scratch[name], .. options,
        ]).MustSucceed();

    private void Resume(string name, int iterations, params string[] options) =>
        Charrnn.Run(["train", _text, "--resume", _scratch[name], "--iterations", $"{iterations}", "--quiet", .. options]).MustSucceed();
}
