using System.Text.RegularExpressions;
using CharRnnFast.Cli.Tests.Running;
using CharRnnFast.Cli.Training;

namespace CharRnnFast.Cli.Tests;

/// <summary>The best model of a run that goes on at another path: brought along, or never said to be where it is not.</summary>
public sealed class PriorBestTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _text;

    public PriorBestTests()
    {
        _text = _scratch.Text;
        string[] settings = ["--hidden", "16", "--validation", "0.1", "--validation-every", "50", "--sample-every", "0", "--quiet"];
        Charrnn.Run(["train", _text, .. settings, "--iterations", "520", "--checkpoint", _scratch["m.safetensors"]]).MustSucceed();
    }

    [Theory]
    [InlineData("train text.txt --resume m.safetensors --checkpoint other.safetensors", "other.best.safetensors")]
    [InlineData(
        "cp m.safetensors copy.safetensors; cp m.best.safetensors copy.best.safetensors; train text.txt --resume copy.safetensors",
        "copy.best.safetensors")]
    [InlineData("mkdir d; mv m.safetensors m.best.safetensors d; train text.txt --resume d/m.safetensors --checkpoint new", "new.best")]
    [InlineData("cp m.best.safetensors copy.safetensors; train text.txt --resume copy.safetensors", "copy.best.safetensors")]
    [InlineData("rm m.safetensors; train text.txt --resume m.best.safetensors", "m.best2.safetensors")]
    [InlineData("cp m.best.safetensors x.best2.safetensors; train text.txt --resume x.best2.safetensors", "x.best3.safetensors")]
    [InlineData("train text.txt --resume m.best.safetensors --checkpoint n.safetensors", "n.best.safetensors")]
    public void TheBestModelIsBroughtAlong(string script, string expected)
    {
        byte[] best = _scratch.BytesOf("m.best.safetensors");
        RunResult result = Train(script);
        Assert.Matches($@"best: \d+\.\d{{4}} bits/symbol on the held-out text, kept in {Regex.Escape(expected)}\n", result.Messages);
        Assert.Equal(best, _scratch.BytesOf(expected));
        Assert.DoesNotContain(_scratch.Others(), name => name.Contains(".best.best", StringComparison.Ordinal));
        Assert.DoesNotContain(".best.best", result.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cp m.safetensors copy.safetensors; train text.txt --resume copy.safetensors")]
    [InlineData("rm m.best.safetensors; train text.txt --resume m.safetensors")]
    public void ABestModelThatIsNotThereIsNotSaidToBe(string script)
    {
        RunResult result = Train(script);
        Assert.Matches(
            @"best: \d+\.\d{4} bits/symbol on the held-out text, by a model that is not beside \w+\.safetensors: " +
            @"it was kept where the run was before\n",
            result.Messages);
        Assert.DoesNotContain("kept in", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void ABetterModelIsTheBestWhereverTheRunWasBefore()
    {
        RunResult result = Train("rm m.best.safetensors; train text.txt --resume m.safetensors", "0.05", 2000);
        Assert.Matches(@"best: \d+\.\d{4} bits/symbol on the held-out text, kept in m\.best\.safetensors\n", result.Messages);
        Assert.True(File.Exists(_scratch["m.best.safetensors"]));
    }

    [Theory]
    [InlineData("m.safetensors", "m.best.safetensors")]
    [InlineData("dir.best/m", "dir.best/m.best")]
    [InlineData("m", "m.best")]
    [InlineData("m.best", "m.best2")]
    [InlineData("m.safetensors.tmp", "m.best.safetensors")]
    [InlineData("m.best.safetensors", "m.best2.safetensors")]
    [InlineData("./a.b/m.best9.safetensors", "./a.b/m.best10.safetensors")]
    [InlineData("m.bestof.safetensors", "m.bestof.best.safetensors")]
    public void TheNameOfTheBestModel(string checkpoint, string expected) => Assert.Equal(expected, TrainOptions.BestPathOf(checkpoint));

    public void Dispose() => _scratch.Dispose();

    // At so high a rate nothing better comes.
    private RunResult Train(string script, string learningRate = "3", int iterations = 640) => Charrnn.Shell(
        $"cd {_scratch["."]}; train() {{ charrnn train \"$@\" --iterations {iterations} --learning-rate {learningRate} --sample-every 0; " +
        $"}}; {script}").MustSucceed();
}
