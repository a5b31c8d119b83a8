using System.Text.RegularExpressions;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>What a person at a terminal sees. util-linux's script plays the terminal.</summary>
public sealed class TerminalTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void TheLiveLineStaysOnOneLine(int columns)
    {
        using Scratch scratch = new();
        string train = $"$exe train {scratch.Text} --hidden 64 --iterations 20000 --sample-every 0 --checkpoint {scratch.Model}";
        string[] updates = [.. OnTerminal($"stty cols {columns}; {train}").Split("\r\e[K").Skip(1).Select(ProgressIn)];
        Assert.InRange(updates.Length, 2, 100);
        Assert.All(updates, update => Assert.InRange(update.Length, 10, columns - 1));
        Assert.All(updates, update => Assert.Matches(@"\d\.\d{3} bits/symbol, (.*, )?\d\d:\d\d:\d\d left", update));
    }

    [Fact]
    public void SamplesAndValidationsScrollAboveTheLiveLine()
    {
        using Scratch scratch = new();
        string train =
            $"$exe train {scratch.Text} --hidden 64 --iterations 20000 --sample-every 5000 --sample-length 30 --validation 0.1 " +
            $"--validation-every 2000 --checkpoint {scratch.Model}";
        string output = OnTerminal($"stty cols 80; {train}");
        string[] lines = [.. output.Split("\r\n").Select(line => line.Split("\r\e[K")[^1])];
        Assert.Equal(10, lines.Count(line => line.StartsWith("validation after ", StringComparison.Ordinal)));
        Assert.Equal(4, lines.Count(line => line.StartsWith("---- sample after ", StringComparison.Ordinal)));
        Assert.Single(lines, line => line.StartsWith("step ", StringComparison.Ordinal));
        Assert.Contains("\r\e[Kvalidation after 20,000 iterations: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ValidationsFitANarrowTerminal()
    {
        using Scratch scratch = new();
        string train = $"$exe train {scratch.Text} --hidden 16 --iterations 2000 --sample-every 0 --validation 0.1 " +
            $"--validation-every 1000 --checkpoint {scratch.Model}";
        string[] lines = [.. OnTerminal($"stty cols 40; {train}").Split("\r\n").Select(line => line.Split("\r\e[K")[^1])];
        string[] validations = [.. lines.Where(line => Regex.IsMatch(line, @"^step \d,000, validation \d\.\d{4}(, best)?$"))];
        Assert.Equal(2, validations.Length);
    }

    [Theory]
    [InlineData("INT", 130, "")]
    [InlineData("TERM", 143, "--quiet")]
    public void ASignalLeavesNoBrokenLine(string signal, int exitCode, string options)
    {
        using Scratch scratch = new();
        string train =
            $"env --default-signal=INT $exe train {scratch.Text} --iterations 0 --sample-every 0 {options} --log {scratch["log"]} " +
            $"--checkpoint {scratch.Model}";
        string press =
            $"until [ -s {scratch["log"]} ]; do sleep 0.05; done; sleep 0.7; printf ^C >/dev/tty; kill -{signal} $!; wait $!; echo code $?";
        string[] lines = [.. OnTerminal($"{train} & {press}").Split("\r\n").Select(line => line.Split("\r\e[K")[^1])];
        Assert.Contains($"code {exitCode}", lines);
        Assert.Single(lines, line => line.StartsWith("charrnn: stopped at iteration ", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith($"charrnn: resume: {Charrnn.Path} train ", StringComparison.Ordinal));
        Assert.Equal(options.Length == 0 ? 1 : 0, lines.Count(line => line.StartsWith("step ", StringComparison.Ordinal)));
    }

    [Fact]
    public void ADumbTerminalGetsPlainLines()
    {
        using Scratch scratch = new();
        string train = $"$exe train {scratch.Text} --hidden 16 --iterations 2000 --checkpoint {scratch.Model}";
        string output = OnTerminal($"export TERM=dumb; {train}");
        Assert.DoesNotContain('\e', output);
        Assert.Contains("step 2,000", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ATextTypedAtTheTerminalIsAskedFor()
    {
        using Scratch scratch = new();

        // script ends with its own input, so that has to stay open for as long as the executable takes.
        string typed = $"{{ printf 'ab\\n\\004'; until [ -e {scratch["done"]} ]; do sleep 0.1; done; }}";
        RunResult result = Charrnn.Shell(
            $"export exe; {typed} | script -qec '$exe train - --checkpoint {scratch.Model}; touch {scratch["done"]}' /dev/null");
        Assert.Contains("reading the text from the terminal; end it with Ctrl-D", result.Output, StringComparison.Ordinal);
        Assert.Contains("standard input has 3 symbols", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ATerminalGetsNoControlCharacters()
    {
        using Scratch scratch = new();
        string text = scratch.Write("bytes", [.. Enumerable.Repeat((byte[])[0x1B, (byte)'a', 0xC3], 200).SelectMany(bytes => bytes)]);
        Charrnn.Run("train", text, "--hidden", "8", "--iterations", "20", "--quiet", "--checkpoint", scratch.Model).MustSucceed();
        string output = OnTerminal($"$exe sample {scratch.Model} --length 300 --seed 1");
        Assert.Equal(300, output.Length);
        Assert.Matches(@"\A[a\uFFFD]+\z", output);
    }

    private static string ProgressIn(string update) =>
        update.Split("\r\n").Single(line => line.Contains(" bits/symbol, ", StringComparison.Ordinal));

    private static string OnTerminal(string command) =>
        Charrnn.Shell($"export exe TERM=xterm; script -qec '{command}' /dev/null").MustSucceed().Output;
}
