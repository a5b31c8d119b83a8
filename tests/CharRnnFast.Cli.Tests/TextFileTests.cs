using System.Diagnostics;
using CharRnnFast.Cli.Tests.Running;
using Xunit.Abstractions;

namespace CharRnnFast.Cli.Tests;

/// <summary>Texts in files, pipes and on standard input: large ones, unreadable ones, and those that change while they are read.</summary>
public sealed class TextFileTests(ITestOutputHelper output) : IDisposable
{
    private const long Mebibyte = 1 << 20;
    private const string CanBecomeNobody = "[ $(id -u) = 0 ] && command -v setpriv";

    private readonly Scratch _scratch = new();

    [Fact]
    public void APipeAndStandardInputGiveTheSameTextAsTheFile()
    {
        string text = _scratch.Text;
        _scratch.TrainModel("file");
        string options = "--hidden 16 --iterations 30 --quiet";
        Charrnn.Shell(
            $"mkfifo {_scratch["pipe"]}; cat {text} >{_scratch["pipe"]} & charrnn train {_scratch["pipe"]} {options} --checkpoint " +
            $"{_scratch["fifo"]}").MustSucceed();
        Charrnn.Shell($"charrnn train <(cat {text}) {options} --checkpoint {_scratch["substituted"]}").MustSucceed();
        Charrnn.Shell($"(head -c 100 {text}; sleep 0.2; tail -c +101 {text}) | charrnn train - {options} --checkpoint {_scratch["input"]}")
            .MustSucceed();
        Assert.All(["fifo", "substituted", "input"], name => Assert.Equal(_scratch.BytesOf("file"), _scratch.BytesOf(name)));
    }

    [Fact]
    public void ALargeFileAndAPipeGiveTheSameModel()
    {
        string text = LargeText();
        string options = "--hidden 16 --iterations 30 --quiet";
        Charrnn.Shell($"charrnn train {text} {options} --checkpoint {_scratch["file"]}").MustSucceed();
        Charrnn.Shell($"cat {text} | charrnn train - {options} --checkpoint {_scratch["pipe"]}").MustSucceed();
        Assert.Equal(_scratch.BytesOf("file"), _scratch.BytesOf("pipe"));
    }

    [Theory]
    [InlineData("truncate -s 1000", "large.txt became shorter while it was read; ")]
    [InlineData("echo more >>", "large.txt changed while it was read; ")]
    [InlineData("printf '!' | dd conv=notrunc bs=1 seek=9999999 status=none of=", "large.txt changed while it was read; ")]
    public void AFileThatChangesEndsTheRunAfterASave(string command, string expected)
    {
        string text = LargeText();
        string original = _scratch.Write("original", File.ReadAllBytes(text));
        Process process = Charrnn.StartListening(
            "train", text, "--hidden", "16", "--iterations", "0", "--quiet", "--checkpoint", _scratch.Model, "--checkpoint-every", "1000");
        _scratch.WaitFor("model.safetensors");
        Charrnn.Shell($"{command}{(command.EndsWith('=') ? "" : " ")}{text}").MustSucceed();
        Assert.Contains(expected, Charrnn.Finish(process, "").MustFailSaved(), StringComparison.Ordinal);

        // The save at the end: the steps since the last thousand are there, and go on.
        long iteration = _scratch.InfoOf("model.safetensors").GetProperty("iteration").GetInt64();
        Assert.Contains(
            "is not the text", Charrnn.Run("train", text, "--resume", _scratch.Model).MustFailAtOnce(1), StringComparison.Ordinal);
        string[] train = ["train", original, "--quiet", "--iterations", $"{iteration + 10}"];
        Charrnn.Run([.. train, "--resume", _scratch.Model]).MustSucceed();
        Charrnn.Run([.. train, "--hidden", "16", "--checkpoint", _scratch["unbroken"]]).MustSucceed();
        Assert.Equal(_scratch.BytesOf("unbroken"), _scratch.BytesOf("model.safetensors"));
    }

    [ShellFact(CanBecomeNobody)]
    public void AFileThatMayNotBeReadIsRefused()
    {
        string text = _scratch.Text;
        string copy = $"cp \"$exe\" {_scratch["charrnn"]}; chmod 755 {_scratch["."]} {_scratch["charrnn"]}; chmod 600 {text}";
        if (!Charrnn.IsNative)
            copy = copy.Replace("cp \"$exe\"", "cp -r \"$(dirname \"$exe\")\"/*", StringComparison.Ordinal).Replace(
                _scratch["charrnn"] + ";", _scratch["."] + ";", StringComparison.Ordinal);
        RunResult result = Charrnn.Shell(
            $"{copy}; setpriv --reuid=65534 --clear-groups {_scratch["charrnn"]} train {text} --checkpoint /tmp/never");
        Assert.Contains("text.txt may not be read; check its permissions", result.MustFailAtOnce(1), StringComparison.Ordinal);
    }

    [NativeFact]
    public void ATextOfThreeGibibytesStartsSoonAndTakesLittleMemory()
    {
        string text = _scratch.Write("huge.txt", "A text that goes on with NULs.\n");
        Charrnn.Shell($"truncate -s 3G {text}").MustSucceed();
        Stopwatch watch = Stopwatch.StartNew();
        Charrnn.Shell($"cat {text} >/dev/null").MustSucceed();
        TimeSpan oneRead = watch.Elapsed;
        watch.Restart();
        Process process = Charrnn.StartListening(
            "train", text, "--iterations", "0", "--quiet", "--checkpoint", _scratch.Model, "--checkpoint-every", "1");
        _scratch.WaitFor("model.safetensors");
        TimeSpan start = watch.Elapsed;
        long anonymous = AnonymousBytes(process);
        process.Kill();
        Charrnn.Finish(process, "");
        output.WriteLine(
            $"one read {oneRead.TotalSeconds:F1} s, first save after {start.TotalSeconds:F1} s, {anonymous / Mebibyte} MiB of " +
            $"anonymous memory");
        Assert.True(start < (3 * oneRead) + TimeSpan.FromSeconds(15), $"first save after {start}, one sequential read takes {oneRead}");
        Assert.InRange(anonymous, 1, 60 * Mebibyte);
        Assert.Equal(3L << 30, _scratch.InfoOf("model.safetensors").GetProperty("corpus_symbols").GetInt64());
    }

    public void Dispose() => _scratch.Dispose();

    // Over the 16 MiB up to which a text is held in memory.
    private string LargeText() => _scratch.Write("large.txt", string.Concat(Enumerable.Repeat(File.ReadAllText(_scratch.Text), 1100)));

    private static long AnonymousBytes(Process process)
    {
        string line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) << 10;
    }
}
