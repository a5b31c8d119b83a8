using System.Text;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Text out of a model.</summary>
public sealed class SampleTests
{
    [Fact]
    public void ExactlyTheSymbolsAskedForAreWritten()
    {
        using Scratch scratch = new();
        string model = scratch.TrainModel();
        RunResult result = Charrnn.Run("sample", model, "--length", "200001").MustSucceed();
        Assert.Equal(200001, result.OutputBytes.Length);
        Assert.Matches(@"\Aseed: \d+\n\z", result.Messages);
        string seed = result.Messages["seed: ".Length..].TrimEnd();
        Assert.Equal(result.OutputBytes, Charrnn.Run("sample", model, "--length", "200001", "--seed", seed).MustSucceed().OutputBytes);
        Assert.NotEqual(result.OutputBytes, Charrnn.Run("sample", model, "--length", "200001", "--seed", "5").MustSucceed().OutputBytes);
    }

    [Fact]
    public void ThePrimeTextIsEchoedUnlessRefused()
    {
        using Scratch scratch = new();
        string[] sample = ["sample", scratch.TrainModel(), "--seed", "3", "--length", "40", "--prime", "the text"];
        string echoed = Charrnn.Run(sample).MustSucceed().Output;
        string bare = Charrnn.Run([.. sample, "--no-echo"]).MustSucceed().Output;
        Assert.Equal("the text" + bare, echoed);
        Assert.Equal(40, bare.Length);
    }

    [Fact]
    public void AtTemperatureZeroTheSeedDoesNotMatter()
    {
        using Scratch scratch = new();
        string model = scratch.TrainModel();
        string first = Charrnn.Run("sample", model, "--temperature", "0", "--seed", "1").MustSucceed().Output;
        string second = Charrnn.Run("sample", model, "--temperature", "0", "--seed", "2").MustSucceed().Output;
        Assert.Equal(first, second);
        Assert.Equal(1000, first.Length);
    }

    [Theory]
    [InlineData("--prime=--x", "--x")]
    [InlineData("--prime @x", "@x")]
    public void APrimeTextThatLooksLikeAnOptionOrAResponseFileIsTakenLiterally(string option, string expected)
    {
        using Scratch scratch = new();
        string text = scratch.Write("marks.txt", string.Concat(Enumerable.Repeat("--x @x = ok\n", 30)));
        Charrnn.Run("train", text, "--hidden", "8", "--iterations", "5", "--quiet", "--checkpoint", scratch.Model).MustSucceed();
        RunResult result = Charrnn.Run(["sample", scratch.Model, "--seed", "1", "--length", "5", .. option.Split(' ')]).MustSucceed();
        Assert.StartsWith(expected, result.Output, StringComparison.Ordinal);
        Assert.Equal(expected.Length + 5, result.Output.Length);
    }

    [Fact]
    public void BytesComeOutAsTheyWentIn()
    {
        using Scratch scratch = new();
        string text = scratch.Write("bytes", [.. Enumerable.Range(0, 600).Select(i => (byte)(i % 2 == 0 ? 0xC3 : 0xFF))]);
        Charrnn.Run("train", text, "--hidden", "8", "--iterations", "300", "--quiet", "--checkpoint", scratch.Model).MustSucceed();
        byte[] output = Charrnn.Run("sample", scratch.Model, "--length", "50", "--seed", "1").MustSucceed().OutputBytes;
        Assert.Equal(50, output.Length);
        Assert.All(output, b => Assert.True(b is 0xC3 or 0xFF));
    }

    [Fact]
    public void AReaderThatStopsEndsTheCommandQuietly()
    {
        using Scratch scratch = new();
        RunResult result = Charrnn.Shell($"set -o pipefail; charrnn sample {scratch.TrainModel()} --length 0 --seed 1 | head -c 100");
        Assert.Equal((0, 100, ""), (result.ExitCode, result.OutputBytes.Length, result.Messages));
        RunResult closed = Charrnn.Shell($"charrnn sample {scratch.Model} --seed 1 >&-");
        Assert.Equal((0, ""), (closed.ExitCode, closed.Messages));
    }

    // Before, 64 KiB came at once. This model takes some 50 us or more for each symbol.
    [Theory]
    [InlineData("--length 0", "the text")]
    [InlineData("--json --length 100000", "{\"seed\":1,\"state\":\"stored\",\"prime\":\"the text\",\"text\":\"")]
    [InlineData("--count 100000 --length 10", "the text")]
    public void IntoAPipeTheTextComesLittleByLittle(string options, string beginning)
    {
        using Scratch scratch = new();
        scratch.TrainLargeModel();
        byte[] first = Charrnn.FirstPieces(3, ["sample", scratch.Model, "--seed", "1", "--prime", "the text", .. options.Split(' ')]);
        Assert.StartsWith(beginning, Encoding.UTF8.GetString(first), StringComparison.Ordinal);
        Assert.InRange(first.Length, beginning.Length, (64 << 10) - 1);
    }

    [Fact]
    public void ALongPrimeTextIsWrittenWhileItIsFed()
    {
        using Scratch scratch = new();
        scratch.TrainLargeModel();
        string prime = scratch.Text;
        byte[] first = Charrnn.FirstPieces(3, "sample", scratch.Model, "--seed", "1", "--prime-file", prime, "--length", "1");
        Assert.InRange(first.Length, 1, (int)new FileInfo(prime).Length - 1);
    }

    [Fact]
    public void OutputIntoAFileFollowsWhatIsThere()
    {
        using Scratch scratch = new();
        string sample = $"charrnn sample {scratch.TrainModel()} --length 10 --seed 1";
        string script = $"{{ echo begin; {sample}; {sample}; echo end; }} >{scratch["out"]} 2>&1";
        Charrnn.Shell(script).MustSucceed();
        Assert.Equal("begin\n".Length + 20 + "end\n".Length, new FileInfo(scratch["out"]).Length);
    }
}
