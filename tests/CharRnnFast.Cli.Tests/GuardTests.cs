using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Runs whose numbers break down: they end with advice, and the last good checkpoint is as it was.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData("1e3", "25", "5")]
    [InlineData("1e10", "25", "5")]
    [InlineData("1e20", "1", "1e30")]
    [InlineData("1e30", "1000", "3e38")]
    [InlineData("3e38", "25", "5")]
    [InlineData("3e38", "1024", "3e38")]
    [InlineData("10", "1024", "3e38")]
    [InlineData("1e-38", "1024", "1e-38")]
    public void AnyLearningRateEndsInAGoodCheckpointOrInAdvice(string learningRate, string sequenceLength, string clip)
    {
        using Scratch scratch = new();
        byte[] before = File.ReadAllBytes(scratch.TrainModel());
        RunResult result = Charrnn.Run(
            "train", scratch.Text, "--resume", scratch.Model, "--iterations", "150", "--quiet",
            "--learning-rate", learningRate, "--sequence-length", sequenceLength, "--clip", clip);
        if (result.ExitCode == 1)
        {
            Assert.Matches("finite.*; lower --learning-rate", result.MustFailAtOnce(1));
            Assert.Equal(before, File.ReadAllBytes(scratch.Model));
        }
        else
        {
            result.MustSucceed();
        }

        Charrnn.Run("sample", scratch.Model, "--length", "10").MustSucceed();
        Assert.Empty(scratch.Others("text.txt", "model.safetensors"));
    }

    [Fact]
    public void AWeightThatIsNotFiniteIsNotSavedThoughTheLossStillIs()
    {
        using Scratch scratch = new();
        string[] train = ["train", scratch.Text, "--checkpoint", scratch.Model, "--quiet", "--iterations", "1", "--learning-rate", "3e38"];
        string message = Charrnn.Run(train).MustFailAtOnce(1);
        Assert.Matches(@"^charrnn: W?\w+ is no longer finite, so .*model\.safetensors was not written; lower --learning-rate$", message);
        Assert.Empty(scratch.Others("text.txt"));
    }

    [Fact]
    public void SavesBeforeTheBreakdownStay()
    {
        using Scratch scratch = new();
        string[] train = ["train", scratch.Text, "--hidden", "16", "--checkpoint", scratch.Model, "--quiet", "--checkpoint-every", "10"];
        Charrnn.Run([.. train, "--iterations", "20"]).MustSucceed();
        byte[] before = File.ReadAllBytes(scratch.Model);
        string[] resume = [.. train[..2], "--resume", scratch.Model, "--quiet", "--checkpoint-every", "1", "--learning-rate", "3e38"];
        Assert.Contains("finite", Charrnn.Run(resume).MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(scratch.Model));
    }

    [Theory]
    [InlineData(
        "bench --hidden 100 --batch 256", "a model with --hidden 100, --sequence-length 25 and --batch 256",
        "lower --batch or --sequence-length")]
    [InlineData(
        "bench --layers 3 --batch 256", "a model with --hidden 100, --layers 3, --sequence-length 25 and --batch 256",
        "lower --batch, --sequence-length or --layers")]
    [InlineData("gradcheck --hidden 1024", "a model with --hidden 1024 and --sequence-length 25", "lower --hidden")]
    public void SoDoesAModelWithoutAText(string command, string what, string remedy)
    {
        string message = Charrnn.Shell($"DOTNET_GCHeapHardLimit=1000000 charrnn {command}").MustFailAtOnce(1);
        Assert.Matches($@"^charrnn: {what} does not fit into memory: it needs \d+ MiB, and there are 16 MiB; {remedy}$", message);
    }

    // The limit is hexadecimal: 16 MiB stand for the machine's memory.
    [Theory]
    [InlineData("--hidden 1024", "lower --hidden")]
    [InlineData("--hidden 200 --sequence-length 1024", "lower --sequence-length")]
    [InlineData("--cell lstm --hidden 300", "lower --hidden")]
    [InlineData("--cell gru --layers 2 --hidden 300", "lower --hidden or --layers")]
    [InlineData("--layers 3 --hidden 200 --sequence-length 1024", "lower --sequence-length or --layers")]
    [InlineData("--hidden 100 --batch 256", "lower --batch or --sequence-length")]
    public void ARunThatDoesNotFitIntoMemoryNamesBothNumbersAndTheOption(string options, string remedy)
    {
        using Scratch scratch = new();
        string train = $"charrnn train {scratch.Text} --checkpoint {scratch.Model} {options}";
        string message = Charrnn.Shell($"DOTNET_GCHeapHardLimit=1000000 {train}").MustFailAtOnce(1);
        Assert.Matches($@"does not fit into memory: it needs \d+ MiB, and there are 16 MiB; {remedy}$", message);
        Assert.False(File.Exists(scratch.Model));
    }
}
