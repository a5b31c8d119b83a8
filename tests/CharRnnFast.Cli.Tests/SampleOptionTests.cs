using System.Text;
using System.Text.Json;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>What the options of <c>sample</c> do to its text.</summary>
public sealed class SampleOptionTests
{
    [Fact]
    public void TopKOf1IsTemperature0()
    {
        using Scratch scratch = new();
        string model = scratch.TrainModel();
        string expected = Sample(model, "--temperature", "0");
        Assert.Equal(expected, Sample(model, "--top-k", "1"));
        Assert.Equal(expected, Sample(model, "--top-p", "1e-9"));
        Assert.NotEqual(expected, Sample(model, "--top-k", "2"));
        Assert.Equal(Sample(model), Sample(model, "--top-k", "1000", "--top-p", "1"));
    }

    [Fact]
    public void APrimeFileIsFedWhateverItsLength()
    {
        using Scratch scratch = new();
        string model = scratch.TrainModel();
        string text = File.ReadAllText(scratch.Text);
        string[] sample = ["sample", model, "--seed", "3", "--length", "40"];
        string expected = text + Charrnn.Run([.. sample, "--no-echo", "--prime-file", scratch.Text]).MustSucceed().Output;
        Assert.Equal(expected, Charrnn.Run([.. sample, "--prime-file", scratch.Text]).MustSucceed().Output);
        Assert.Equal(expected, Charrnn.RunWithInput(text, [.. sample, "--prime-file", "-"]).MustSucceed().Output);
        Assert.Equal(expected, Charrnn.Run([.. sample, "--prime", text]).MustSucceed().Output);
        Assert.NotEqual(expected[^40..], Charrnn.Run([.. sample, "--no-echo", "--prime", text[..^3]]).MustSucceed().Output);
    }

    [Fact]
    public void WithoutAPrimeTextALineFeedIsFedThatIsNotWritten()
    {
        using Scratch scratch = new();
        string model = scratch.TrainModel();
        string expected = Sample(model, "--prime", "\n", "--no-echo", "--state", "zero");
        Assert.Equal(expected, Sample(model, "--state", "zero"));
        Assert.Equal(expected, Sample(model, "--prime=", "--state", "zero"));
        Assert.Equal(Sample(model), Sample(model, "--prime", "#@", "--unknown", "skip"));
        Assert.NotEqual(expected, Sample(model));
    }

    [Fact]
    public void UnknownPrimeSymbolsAreSkippedOnRequest()
    {
        using Scratch scratch = new();
        string model = scratch.TrainModel();
        Assert.Equal(Sample(model, "--prime", "Line"), Sample(model, "--prime", "#Li@ne", "--unknown", "skip"));
        string message = Charrnn.Run("sample", model, "--prime", "#", "--unknown", "error").MustFailAtOnce(1);
        Assert.Contains("'#' (U+0023); use only \\n ,.0123456789L", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("e")]
    [InlineData("of")]
    [InlineData("\n")]
    public void ASampleEndsInTheStopText(string stop)
    {
        using Scratch scratch = new();
        string whole = Sample(scratch.TrainModel(iterations: 2000), "--length", "2000");
        int end = whole.IndexOf(stop, StringComparison.Ordinal) + stop.Length;
        Assert.InRange(end, 1, 2000);
        Assert.Equal(whole[..end], Sample(scratch.Model, "--length", "2000", "--stop", stop));
        Assert.Equal(whole[..end], Sample(scratch.Model, "--length", "0", "--stop", stop));
        RunResult never = Charrnn.Run("sample", scratch.Model, "--seed", "3", "--length", "10", "--stop", "e#").MustSucceed();
        Assert.Equal((10, "the model never writes '#' (U+0023), so --stop has no effect\n"), (never.Output.Length, never.Messages));
    }

    [Fact]
    public void EverySampleHasASeedOfItsOwn()
    {
        using Scratch scratch = new();
        string[] sample = ["sample", scratch.TrainModel(), "--length", "50", "--prime", "the"];
        string[] expected = [.. Enumerable.Range(7, 3).Select(seed => Charrnn.Run([.. sample, "--seed", $"{seed}"]).MustSucceed().Output)];
        Assert.Equal(3, expected.Distinct().Count());
        Assert.Equal(string.Join("\n---\n", expected), Charrnn.Run([.. sample, "--seed", "7", "--count", "3"]).MustSucceed().Output);
    }

    [Fact]
    public void JsonHoldsSeedPrimeAndText()
    {
        using Scratch scratch = new();
        string text = scratch.Write("quotes.txt", string.Concat(Enumerable.Repeat("\"a\\b\"\tä\u0001\u0085\r\n", 100)));
        Charrnn.Run("train", text, "--hidden", "8", "--iterations", "200", "--quiet", "--checkpoint", scratch.Model).MustSucceed();
        string[] sample = ["sample", scratch.Model, "--length", "300", "--prime", "\"ä"];
        string[] lines = Charrnn.Run([.. sample, "--count", "2", "--json", "--seed", "4"]).MustSucceed().Output.Split('\n');
        Assert.Equal((3, ""), (lines.Length, lines[^1]));
        for (int k = 0; k < 2; k++)
        {
            JsonElement json = JsonDocument.Parse(lines[k]).RootElement;
            Assert.Equal(["seed", "state", "prime", "text"], json.EnumerateObject().Select(property => property.Name));
            Assert.Equal((4 + k, "\"ä"), (json.GetProperty("seed").GetInt32(), json.GetProperty("prime").GetString()));
            string expected = Charrnn.Run([.. sample, "--no-echo", "--seed", $"{4 + k}"]).MustSucceed().Output;
            Assert.Equal(expected, json.GetProperty("text").GetString());
        }
    }

    [Fact]
    public void BytesThatAreNotUtf8AreReplacedInJson()
    {
        using Scratch scratch = new();
        string text = scratch.Write(
            "bytes", [.. Enumerable.Range(0, 900).Select(i => (byte)(i % 3 == 0 ? 0xC3 : i % 3 == 1 ? 0xA4 : 0xFF))]);
        Charrnn.Run("train", text, "--hidden", "8", "--iterations", "10", "--quiet", "--checkpoint", scratch.Model).MustSucceed();
        string[] sample = ["sample", scratch.Model, "--length", "200", "--seed", "1"];
        byte[] bytes = Charrnn.Run(sample).MustSucceed().OutputBytes;
        JsonElement json = JsonDocument.Parse(Charrnn.Run([.. sample, "--json"]).MustSucceed().OutputBytes).RootElement;
        Assert.Equal(Encoding.UTF8.GetString(bytes), json.GetProperty("text").GetString());
        Assert.Contains('\uFFFD', json.GetProperty("text").GetString()!);
    }

    private static string Sample(string model, params string[] options) =>
        Charrnn.Run(["sample", model, "--seed", "3", .. options]).MustSucceed().Output;
}
