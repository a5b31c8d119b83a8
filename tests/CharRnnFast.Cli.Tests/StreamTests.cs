using System.Globalization;
using System.Text.Json;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary><c>--batch</c> and <c>--threads</c> as a user meets them.</summary>
public sealed class StreamTests : IDisposable
{
    private const int Unbroken = 60;

    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 19, 38)]
    [InlineData(31, 21, 22)] // 525 symbols and 21 steps for each stream: an epoch ends between the stops
    public void AResumedRunEndsInTheBytesOfAnUnbrokenOne(int batch, params int[] stops)
    {
        Train("unbroken", batch, Unbroken);
        Train("model", batch, stops[0], "--threads", "2");
        foreach (int stop in stops[1..]) Resume("model", stop);
        Resume("model", Unbroken, "--batch", $"{batch}");
        Assert.Equal(_scratch.BytesOf("unbroken"), _scratch.BytesOf("model"));
        Assert.Equal(batch, _scratch.InfoOf("model").GetProperty("batch_size").GetInt32());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void ThreadsChangeNoByte(int batch)
    {
        Train("one", batch, Unbroken, "--threads", "1");
        foreach (string threads in (string[])["2", "3", "8"])
        {
            Train("several", batch, Unbroken, "--threads", threads, "--overwrite", "--log", _scratch["log"], "--log-every", "7");
            Assert.Equal(_scratch.BytesOf("one"), _scratch.BytesOf("several"));
        }
    }

    [Fact]
    public void AnotherBatchIsAnotherRun()
    {
        Train("model", 5, 20);
        string message = Charrnn.Run("train", _scratch.Text, "--resume", _scratch["model"], "--batch", "4").MustFailAtOnce(2);
        Assert.StartsWith($"charrnn: --batch 4 differs from the 5 in {_scratch["model"]}; ", message, StringComparison.Ordinal);
        Assert.EndsWith(" with --new-text, or start a fresh run", message, StringComparison.Ordinal);
        string[] newText =
            ["train", _scratch.Text, "--resume", _scratch["model"], "--new-text", "--checkpoint", _scratch["new"], "--iterations", "3"];
        Charrnn.Run([.. newText, "--batch", "4"]).MustSucceed();
        Assert.Equal(4, _scratch.InfoOf("new").GetProperty("batch_size").GetInt32());
        Charrnn.Run([.. newText, "--overwrite"]).MustSucceed();
        Assert.Equal(5, _scratch.InfoOf("new").GetProperty("batch_size").GetInt32());
    }

    [Fact]
    public void TheNotesAndTheLogSayHowManyStreamsAndThreads()
    {
        string[] train =
        [
            "train", _scratch.Text, "--hidden", "16", "--batch", "3", "--threads", "2", "--iterations", "5", "--checkpoint",
            _scratch["model"],
        ];
        string[] lines = Charrnn.Run([.. train, "--log", _scratch["log"]]).MustSucceed().Messages.Split('\n');
        Assert.Matches(Environment.ProcessorCount > 1 ? "^model: H 16, T 25, B 3, .* kernel .*, 2 threads$" : ", 1 thread ", lines[1]);
        JsonElement run = JsonElement.Parse(File.ReadLines(_scratch["log"]).First()).GetProperty("run");
        Assert.Equal((3, Math.Min(2, Environment.ProcessorCount)), (run.GetProperty("batch_size").GetInt32(),
            run.GetProperty("threads").GetInt32()));
    }

    [Theory]
    [InlineData("taskset -c 0", 1)]
    [InlineData("DOTNET_PROCESSOR_COUNT=1", 1)]
    [InlineData("", 256)]
    public void NoMoreThreadsAreStartedThanThereAreCores(string environment, int most)
    {
        int cores = Math.Min(most, Environment.ProcessorCount);
        string reason = $"(--threads 256 is more than the {(cores == 1 ? "1 core" : $"{cores} cores")} that this process may use)";
        string train =
            $"{environment} $exe train {_scratch.Text} --hidden 16 --iterations 5 --threads 256 --checkpoint {_scratch["model"]} " +
            $"--overwrite --log {_scratch["log"]}";
        Assert.Contains(reason, Charrnn.Shell(train).MustSucceed().Messages, StringComparison.Ordinal);
        JsonElement run = JsonElement.Parse(File.ReadLines(_scratch["log"]).First()).GetProperty("run");
        Assert.Equal(cores, run.GetProperty("threads").GetInt32());
        Assert.Equal("", Charrnn.Shell($"{train} --quiet").MustSucceed().Messages);

        RunResult bench = Charrnn.Shell($"{environment} $exe bench --hidden 16 --threads 256 --seconds 0.05 --json").MustSucceed();
        Assert.Equal(cores, JsonElement.Parse(bench.Output).GetProperty("threads").GetInt32());
        Assert.EndsWith($": {reason.Trim('(', ')')}\n", bench.Messages, StringComparison.Ordinal);
    }

    // A loop on one core, and the run on both: shared steps alone took thirty times as long.
    [Theory]
    [InlineData(1, 30_000)]
    [InlineData(32, 1_000)]
    public void BesideABusyCoreThreadsCostLittle(int batch, int iterations)
    {
        if (Environment.ProcessorCount < 2) return;
        string train =
            $"\"$exe\" train {_scratch.Text} --batch {batch} --sequence-length 20 --iterations {iterations} --quiet --overwrite " +
            $"--checkpoint {_scratch["model"]} --threads";
        string script =
            $"taskset -c 1 bash -c 'while :; do :; done' & TIMEFORMAT=%R; for i in 1 2 3; do time {train} 1; time {train} 2; done; kill $!";
        double[] seconds = [.. Charrnn.Shell(script).MustSucceed().Messages.TrimEnd('\n').Split('\n').Select(
            line => double.Parse(line, CultureInfo.InvariantCulture))];
        (double one, double two) = (seconds.Where((_, i) => i % 2 == 0).Min(), seconds.Where((_, i) => i % 2 == 1).Min());
        Assert.True(two < 3 * one, $"{two} s with two threads, {one} s with one");
    }

    [Fact]
    public void TheResumeCommandRepeatsTheThreads()
    {
        System.Diagnostics.Process process = Charrnn.StartListening(
            "train", _scratch.Text, "--hidden", "16", "--batch", "2", "--threads", "2", "--iterations", "0", "--quiet", "--checkpoint",
            _scratch["model"],
            "--checkpoint-every", "1");
        _scratch.WaitFor("model");
        System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        RunResult result = Charrnn.Finish(process, "");
        Assert.Equal(130, result.ExitCode);
        Assert.EndsWith(
            $"--resume {_scratch["model"]} --checkpoint-every 1 --threads 2 --iterations 0 --quiet", result.LastMessage,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ATextTooShortForTheStreamsNamesTheBatch() => Assert.EndsWith(
        "has 16290 symbols, but --sequence-length 100 and --batch 256 need 25856; lower --sequence-length or --batch, or give a " +
        "longer text",
        Charrnn.Run(
            "train", _scratch.Text, "--sequence-length", "100", "--batch", "256", "--checkpoint", _scratch["model"]).MustFailAtOnce(1),
        StringComparison.Ordinal);

    // 17 MiB: read through a window for each stream.
    [Fact]
    public void ALargeTextIsReadByStreamsWithoutBeingHeld()
    {
        string line = "one line of a text that is long enough to stay in its file\n";
        string text = _scratch.Write("large", string.Concat(Enumerable.Repeat(line, (17 << 20) / line.Length)));
        string[] train = ["train", text, "--hidden", "8", "--batch", "7", "--iterations", "20", "--quiet", "--checkpoint"];
        Charrnn.Run([.. train, _scratch["from a file"]]).MustSucceed();
        Charrnn.RunWithInput(File.ReadAllText(text), ["train", "-", .. train[2..], _scratch["from memory"]]).MustSucceed();
        Assert.Equal(_scratch.BytesOf("from memory"), _scratch.BytesOf("from a file"));
    }

    [Theory]
    [InlineData("--batch 2")]
    [InlineData("--hidden 17 --vocab 33 --sequence-length 3 --batch 7 --seed 7")]
    public void GradcheckChecksStreams(string options)
    {
        string[] lines = Charrnn.Run(["gradcheck", .. options.Split(' ')]).MustSucceed().Output.Split('\n');
        Assert.Equal(5, lines.Count(line => line.EndsWith("  ok", StringComparison.Ordinal)));
    }

    [Fact]
    public void BenchMeasuresStreamsAndThreads()
    {
        string[] options =
            ["--hidden", "20", "--vocab", "40", "--sequence-length", "10", "--batch", "6", "--threads", "2", "--seconds", "0.2"];
        JsonElement bench = JsonElement.Parse(Charrnn.Run(["bench", "--json", .. options]).MustSucceed().Output);
        int threads = Math.Min(2, Environment.ProcessorCount);
        Assert.Equal((6, threads), (bench.GetProperty("batch_size").GetInt32(), bench.GetProperty("threads").GetInt32()));
        Assert.Equal(6 * 10 * ((3 * 20 * 20) + (3 * 20 * 40)), bench.GetProperty("multiply_adds_per_iteration").GetInt64());
        Assert.Contains(
            threads == 2 ? "2 threads" : "1 thread", Charrnn.Run(["bench", .. options]).MustSucceed().Output, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private void Train(string name, int batch, int iterations, params string[] options) => Charrnn.Run(
    [
        "train", _scratch.Text, "--hidden", "16", "--batch", $"{batch}", "--iterations", $"{iterations}", "--quiet",
        "--checkpoint", _scratch[name], .. options,
    ]).MustSucceed();

    private void Resume(string name, int iterations, params string[] options) =>
        Charrnn.Run(
            ["train", _scratch.Text, "--resume", _scratch[name], "--iterations", $"{iterations}", "--quiet", .. options]).MustSucceed();
}
