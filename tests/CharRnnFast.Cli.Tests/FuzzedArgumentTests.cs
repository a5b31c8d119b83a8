using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Commands;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Tests.Running;
using Xunit.Abstractions;

namespace CharRnnFast.Cli.Tests;

/// <summary>Random command lines: each is understood or refused in one line, with exit code 0, 1 or 2.</summary>
public sealed class FuzzedArgumentTests(ITestOutputHelper output)
{
    private const int Seed = 20261124;

    private static readonly string[] Words =
    [
        "train", "sample", "info", "gradcheck", "bench", "help", "generate", "--lr", "-gpu", "--input", "--help", "-h", "--version", "--",
        "-", "", " ", "@file", "[suggest]", "text.txt", "model",
        "new", "missing", ".", "/dev/null", "/dev/zero", "\n", "\u001b[2J", "ä语😀", "\ud800", "-1", "0", "1", "2", "3", "1e3", "1e999",
        "NaN", "0x10", "1,5", "+1",
        "9999999999999999999999", "--hidden", "--hidden=8", "--hidden:8", "--hidden=", "-hidden", "--Hidden", "--sequence-length",
        "--sequence-length=1024",
        "--batch", "--batch=3", "--batch=0", "--threads=2", "--threads=x", "--learning-rate", "--learning-rate=3e38", "--clip=0",
        "--clip=1e-45", "--iterations", "--iterations=2", "--epochs=1", "--seed=9007199254740992", "--seed=5", "--encoding",
        "--encoding=bytes", "--encoding=utf8", "--checkpoint", "--checkpoint=new", "--checkpoint=", "--checkpoint-every=1",
        "--checkpoint-every=0", "--overwrite",
        "--overwrite=true", "--resume", "--resume=model", "--new-text", "--log", "--log=log", "--log-every=1", "--sample-every=1",
        "--sample-length=5", "--quiet",
        "--length=5", "--temperature", "--temperature=0", "--temperature=-1", "--prime=a", "--prime", "--no-echo", "--json", "--vocab=300",
        "--vocab=9", "--seconds=0.01", "--unknown", "---", "=", "--=1",
    ];

    // What keeps a command that is understood short, given with it.
    private static readonly Dictionary<string, string[]> Bounds = new()
    {
        ["train"] = ["--iterations=2"],
        ["sample"] = ["--length=5"],
        ["bench"] = ["--seconds=0.01"],
        ["gradcheck"] = ["--hidden=4"],
    };

    [Fact]
    public void EveryCommandLineIsUnderstoodOrRefused()
    {
        System.Random random = new(Seed);
        using StandardOutput standardOutput = new();
        StandardError standardError = new();
        int refused = 0, tries = LongRun.Count(20_000, 200_000);
        for (int i = 0; i < tries; i++)
        {
            string[] arguments = Arguments(random);
            try
            {
                CommandLineParser.Parse(CommandTree.Create(standardOutput, standardError), arguments);
            }
            catch (UsageException e)
            {
                refused++;
                Assert.True(
                    e.Message.Contains("; ", StringComparison.Ordinal)
                        && !e.Message.Any(char.IsControl), $"{i} of seed {Seed}: {e.Message}");
            }
        }

        output.WriteLine($"{tries} command lines read, {refused} refused");
        Assert.InRange(refused, tries / 2, tries - 1);
    }

    [Fact]
    public void EveryCommandLineEndsWithACodeOfTheContract()
    {
        using Scratch scratch = new();
        scratch.TrainModel("model");
        System.Random random = new(Seed);
        int[] codes = new int[3];
        int tries = LongRun.Count(Charrnn.IsNative ? 300 : 40, 5_000);
        for (int i = 0; i < tries; i++)
        {
            string[] arguments = Arguments(random);
            if (arguments.Length > 0 && Bounds.TryGetValue(arguments[0], out string[]? bounds)) arguments = [.. arguments, .. bounds];
            RunResult result = Charrnn.RunIn(scratch["."], arguments);
            string shown = $"{i} of seed {Seed}, {string.Join(" | ", arguments)}: {result.ExitCode} {result.Messages}";
            Assert.True(result.ExitCode is 0 or 1 or 2, shown);
            Assert.True(
                !result.Messages.Contains("   at ", StringComparison.Ordinal)
                    && !result.Messages.Contains("please report", StringComparison.Ordinal),
                shown);
            Assert.True(result.ExitCode == 0 || result.LastMessage.StartsWith("charrnn: ", StringComparison.Ordinal), shown);
            codes[result.ExitCode]++;
        }

        output.WriteLine($"{tries} command lines run: exit code 0 {codes[0]} times, 1 {codes[1]} times, 2 {codes[2]} times");
        Assert.All(codes, count => Assert.NotEqual(0, count));
    }

    private static string[] Arguments(System.Random random)
    {
        string[] arguments = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => Words[random.Next(Words.Length)])];
        if (random.Next(4) > 0) arguments[0] = Words[random.Next(5)];
        return arguments;
    }
}
