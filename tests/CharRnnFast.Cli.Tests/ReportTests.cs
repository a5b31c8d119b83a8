using System.Text;
using System.Text.Json;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>info, gradcheck and bench: every key and figure.</summary>
public sealed class ReportTests
{
    private static readonly int[] HiddenWidths = [16, 32, 64, 104, 128, 192, 256, 384, 512, 768, 1024];
    private static readonly int[] VocabWidths = [32, 72, 80, 104, 128, 192, 256];

    [Fact]
    public void InfoDescribesTheExecutable()
    {
        JsonElement info = Json("info", "--json");
        Assert.Equal(ProgramInfo.Version, info.GetProperty("version").GetString());
        Assert.Contains(info.GetProperty("instruction_set").GetString(), (string[])["Avx512", "Avx2", "AdvSimd", "Portable"]);
        IEnumerable<(int Hidden, int Vocab)> kernels = info.GetProperty("kernels").EnumerateArray()
            .Select(kernel => (kernel.GetProperty("hidden").GetInt32(), kernel.GetProperty("vocab").GetInt32()));
        Assert.Equal(from hidden in HiddenWidths from vocab in VocabWidths select (hidden, vocab), kernels.Order());
        Assert.Equal(HiddenWidths, info.GetProperty("hidden_widths").EnumerateArray().Select(width => width.GetInt32()));
        Assert.Equal(VocabWidths, info.GetProperty("vocab_widths").EnumerateArray().Select(width => width.GetInt32()));
        Assert.Equal((1024, 8192), (info.GetProperty("max_hidden").GetInt32(), info.GetProperty("max_vocab").GetInt32()));
        string text = Charrnn.Run("info").MustSucceed().Output;
        Assert.EndsWith("\nmore symbols, up to 8192: 256 at a time, and the rest\n", text, StringComparison.Ordinal);
        Assert.Contains($"instruction set: {info.GetProperty("instruction_set")}", text, StringComparison.Ordinal);
        Assert.Contains("better build: ", text, StringComparison.Ordinal);
        Assert.Contains("   104 x 32 72 80 104 128 192 256\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void InfoDescribesACheckpoint()
    {
        using Scratch scratch = new();
        JsonElement info = Json("info", scratch.TrainModel(), "--json");
        int vocab = info.GetProperty("vocab").GetInt32();
        Assert.Equal(16, info.GetProperty("hidden").GetInt32());
        Assert.Equal(vocab, info.GetProperty("vocabulary").GetArrayLength());
        Assert.Equal((2 * 16 * vocab) + (16 * 16) + 16 + vocab, info.GetProperty("parameters").GetInt32());
        double smoothLoss = info.GetProperty("smooth_loss").GetDouble();
        Assert.Equal(smoothLoss / (25 * Math.Log(2)), info.GetProperty("bits_per_symbol").GetDouble(), 1e-12);
        Assert.Equal("16x32", info.GetProperty("kernel").GetString());
        Assert.Equal(30, info.GetProperty("iteration").GetInt64());
        Assert.Equal("utf-8", info.GetProperty("encoding").GetString());
        string text = Charrnn.Run("info", scratch.Model).MustSucceed().Output;
        Assert.Contains("H 16, V ", text, StringComparison.Ordinal);
        Assert.Contains("30 iterations", text, StringComparison.Ordinal);
    }

    [Fact]
    public void InfoOfAForeignFileLeavesOutWhatIsNotInIt()
    {
        using Scratch scratch = new();
        const string Header =
            """{"__metadata__":{"vocabulary":"[97,98]"},"Wxh":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"Whh":""" +
            """{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]},"Why":{"dtype":"F32","shape":[2,1],"data_offsets":[12,20]}}""";
        string model = scratch.Write(
            "model", [.. BitConverter.GetBytes((long)Header.Length), .. Encoding.UTF8.GetBytes(Header), .. new byte[20]]);
        string[] lines = Charrnn.Run("info", model).MustSucceed().Output.TrimEnd('\n').Split('\n');
        Assert.Equal("shape:      H 1, V 2, 8 parameters", lines[1]);
        Assert.Equal(["checkpoint", "shape", "network", "kernel", "vocabulary"], lines.Select(line => line.Split(':')[0]));
    }

    [Theory]
    [InlineData("--sequence-length 5")]
    [InlineData("--hidden 17 --vocab 33 --sequence-length 3 --seed 7")]
    public void GradcheckPasses(string options)
    {
        string[] lines = Charrnn.Run(["gradcheck", .. options.Split(' ')]).MustSucceed().Output.Split('\n');
        foreach (string parameter in (string[])["Wxh", "Whh", "Why", "bh", "by"])
        {
            string row = Assert.Single(lines, line => line.StartsWith($"{parameter} ", StringComparison.Ordinal));
            Assert.EndsWith("  ok", row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void BenchMeasuresEveryFigure()
    {
        JsonElement bench = Json("bench", "--json", "--seconds", "0.3", "--hidden", "20", "--vocab", "40", "--sequence-length", "10");
        string[] keys =
        [
            "instruction_set", "kernel", "hidden", "vocab", "sequence_length", "batch_size", "cell", "layers", "optimizer", "dropout",
            "threads", "microseconds_per_iteration", "symbols_per_second", "multiply_adds_per_iteration", "peak_gmacs", "share_of_peak",
            "allocated_bytes", "gc_collections", "phases",
        ];
        Assert.Equal(keys, bench.EnumerateObject().Select(property => property.Name));
        Assert.Equal("32x72", bench.GetProperty("kernel").GetString());
        Assert.Equal(10 * ((3 * 20 * 20) + (3 * 20 * 40)), bench.GetProperty("multiply_adds_per_iteration").GetInt64());
        double microseconds = bench.GetProperty("microseconds_per_iteration").GetDouble();
        Assert.Equal(10e6 / microseconds, bench.GetProperty("symbols_per_second").GetDouble(), 1e-3);
        Assert.InRange(bench.GetProperty("share_of_peak").GetDouble(), 0.001, 1.1);
        JsonProperty[] phases = [.. bench.GetProperty("phases").EnumerateObject()];
        Assert.Equal(8, phases.Length);
        Assert.All(phases, phase => Assert.InRange(phase.Value.GetDouble(), 0.001, 100 * microseconds));
    }

    [Fact]
    public void BenchTellsWhatAMeetingOfItsThreadsCosts()
    {
        if (Environment.ProcessorCount == 1) return;
        string[] bench = ["bench", "--seconds", "0.1", "--hidden", "20", "--threads", "2"];
        Assert.InRange(Json([.. bench, "--json"]).GetProperty("meeting_nanoseconds").GetDouble(), 1, 1e9);
        Assert.Matches(@"\nmeeting of threads +\d+ ns\nphases +on one thread\n", Charrnn.Run(bench).MustSucceed().Output);
    }

    private static JsonElement Json(params string[] arguments) => JsonElement.Parse(Charrnn.Run(arguments).MustSucceed().Output);
}
