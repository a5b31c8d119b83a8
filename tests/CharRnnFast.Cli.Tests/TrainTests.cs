using System.Text.Json;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Training, from text to checkpoint and log.</summary>
public sealed class TrainTests
{
    [Fact]
    public void ARunSaysWhatItDoesAndWhatToTypeNext()
    {
        using Scratch scratch = new();
        string[] train = ["train", scratch.Text, "--hidden", "16", "--iterations", "50", "--checkpoint", scratch.Model];
        RunResult result = Charrnn.Run(train).MustSucceed();
        Assert.Empty(result.OutputBytes);
        string[] lines = result.Messages.Split('\n');
        Assert.Matches(@"^text: .*text\.txt, 16,290 symbols, vocabulary \d+, encoding utf-8 \(.+\)$", lines[0]);
        Assert.Matches(
            @"^model: H 16, T 25, B 1, [\d,]+ parameters; kernel 16x32 on (Avx512|Avx2|AdvSimd|Portable), [12] threads?$", lines[1]);
        Assert.Matches(@"^training: 50 iterations, 0\.1 epochs; the model goes to .*model\.safetensors$", lines[2]);
        Assert.Matches(@"^step 50, epoch 0, loss \d+\.\d\d, \d\.\d{3} bits/symbol, [\d,]+ symbols/s, 00:00:00 left$", lines[3]);
        Assert.Matches(@"^---- sample after 50 iterations ----$", lines[4]);
        Assert.Matches(@"^done: 50 iterations, \d+\.\d s; smooth loss \d+\.\d\d, \d\.\d{3} bits/symbol; saved .*\.safetensors$", lines[^3]);
        Assert.Matches($"^next: {Charrnn.Path} sample .*model\\.safetensors --prime \"the \"$", result.LastMessage);
        RunResult next = Charrnn.Shell(result.LastMessage["next: ".Length..]).MustSucceed();
        Assert.StartsWith("the ", next.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void QuietIsQuiet()
    {
        using Scratch scratch = new();
        RunResult result = Charrnn.Run("train", scratch.Text, "--iterations", "20", "--quiet", "--checkpoint", scratch.Model).MustSucceed();
        Assert.Equal("", result.Messages);
        Assert.True(File.Exists(scratch.Model));
    }

    [Fact]
    public void WithoutATextTheEmbeddedSourcesAreTrainedOn()
    {
        using Scratch scratch = new();
        RunResult result = Charrnn.Run("train", "--hidden", "16", "--iterations", "1", "--checkpoint", scratch.Model).MustSucceed();
        Assert.Contains("text: the embedded corpus (the project's own C# sources; ", result.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void ATextFromStandardInputIsTheSameText()
    {
        using Scratch scratch = new();
        byte[] fromFile = File.ReadAllBytes(scratch.TrainModel());
        string[] train = ["train", "-", "--hidden", "16", "--iterations", "30", "--checkpoint", scratch["other"]];
        Charrnn.RunWithInput(File.ReadAllText(scratch.Text), train).MustSucceed();
        Assert.Equal(fromFile, File.ReadAllBytes(scratch["other"]));
    }

    [Fact]
    public void EverythingShownAndLoggedLeavesTheWeightsAlone()
    {
        using Scratch scratch = new();
        byte[] quiet = File.ReadAllBytes(scratch.TrainModel());
        string[] train = ["train", scratch.Text, "--hidden", "16", "--iterations", "30", "--checkpoint", scratch["other"]];
        string[] chatty = ["--sample-every", "3", "--sample-length", "7", "--log", scratch["log"], "--log-every", "4"];
        Charrnn.Run([.. train, .. chatty]).MustSucceed();
        Assert.Equal(quiet, File.ReadAllBytes(scratch["other"]));
    }

    [Fact]
    public void AResumedRunEndsInTheSameBytesAsAnUnbrokenOne()
    {
        using Scratch scratch = new();
        string unbroken = scratch.TrainModel("unbroken", 700);
        string broken = scratch.TrainModel("broken", 300);
        Charrnn.Run("train", scratch.Text, "--resume", broken, "--iterations", "700", "--hidden", "16", "--seed", "1").MustSucceed();
        Assert.Equal(File.ReadAllBytes(unbroken), File.ReadAllBytes(broken));
    }

    [Fact]
    public void EpochsEndWhereTheTextDoes()
    {
        using Scratch scratch = new();
        string text = scratch.Write("short.txt", string.Concat(Enumerable.Repeat("abcd", 25)) + "e");
        string[] train = ["train", text, "--hidden", "4", "--sequence-length", "10", "--epochs", "3", "--checkpoint", scratch.Model];
        Charrnn.Run(train).MustSucceed();
        JsonElement info = InfoOf(scratch.Model);

        // 101 symbols: steps at 0, 10, ... 80 while p + 11 < 101, nine in an epoch.
        Assert.Equal(27, info.GetProperty("iteration").GetInt64());
        Assert.Equal(2, info.GetProperty("epoch").GetInt64());
    }

    [Theory]
    [InlineData("--hidden", "17", "differs from the 16 in")]
    [InlineData("--seed", "2", "differs from the 1 in")]
    [InlineData("--encoding", "bytes", "differs from the utf-8 in")]
    public void AResumedRunRefusesAnotherModel(string option, string value, string expected)
    {
        using Scratch scratch = new();
        string message = Charrnn.Run("train", scratch.Text, "--resume", scratch.TrainModel(), option, value).MustFailAtOnce(2);
        Assert.Equal($"charrnn: {option} {value} {expected} {scratch.Model}; leave the option out, or start a fresh run", message);
    }

    [Fact]
    public void AResumedRunRefusesAnotherText()
    {
        using Scratch scratch = new();
        string other = scratch.Write("other.txt", File.ReadAllText(scratch.Text).Replace("999", "998", StringComparison.Ordinal));
        string message = Charrnn.Run("train", other, "--resume", scratch.TrainModel()).MustFailAtOnce(1);
        Assert.Contains("is not the text", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AResumedRunTakesAnotherSequenceLengthLearningRateAndClip()
    {
        using Scratch scratch = new();
        JsonElement before = InfoOf(scratch.TrainModel());
        string[] options = ["--sequence-length", "50", "--learning-rate", "0.05", "--clip", "1", "--iterations", "30"];
        RunResult result = Charrnn.Run(["train", scratch.Text, "--resume", scratch.Model, .. options]).MustSucceed();
        Assert.Matches(@"\A--iterations 30 is already reached at iteration 30: no step was done; saved .*\n", result.Messages);
        Assert.Equal("to go on, give a larger --iterations", result.LastMessage);
        JsonElement after = InfoOf(scratch.Model);
        Assert.Equal(2 * before.GetProperty("smooth_loss").GetDouble(), after.GetProperty("smooth_loss").GetDouble());
        Assert.Equal(before.GetProperty("position").GetInt64(), after.GetProperty("position").GetInt64());
        Assert.Equal(50, after.GetProperty("sequence_length").GetInt32());
        Assert.Equal(0.05f, after.GetProperty("learning_rate").GetSingle());
        Assert.Equal(1, after.GetProperty("clip").GetSingle());
    }

    [Fact]
    public void TheLogOfAResumedRunGoesOn()
    {
        using Scratch scratch = new();
        string[] log = ["--log", scratch["log"], "--log-every", "10"];
        scratch.TrainModel("model.safetensors", 25, log);
        Assert.Equal([10, 20, 25], LoggedIterations(scratch["log"]));
        Charrnn.Run(["train", scratch.Text, "--resume", scratch.Model, "--iterations", "45", .. log]).MustSucceed();
        Assert.Equal([10, 20, 25, 30, 40, 45], LoggedIterations(scratch["log"]));
        Assert.Equal(2, File.ReadLines(scratch["log"]).Count(line => line.Contains("\"run\":", StringComparison.Ordinal)));
    }

    [Fact]
    public void TheNextCommandTakesACheckpointThatBeginsWithADash()
    {
        using Scratch scratch = new();
        RunResult result = Charrnn.Shell(
            $"cd $(dirname {scratch.Text}); charrnn train text.txt --hidden 8 --iterations 1 --checkpoint=-model").MustSucceed();
        Assert.StartsWith($"next: {Charrnn.Path} sample ./-model --prime", result.LastMessage, StringComparison.Ordinal);
    }

    private static JsonElement InfoOf(string checkpoint) =>
        JsonElement.Parse(Charrnn.Run("info", checkpoint, "--json").MustSucceed().Output);

    private static long[] LoggedIterations(string path) =>
        [.. File.ReadLines(path).Select(line => JsonElement.Parse(line).GetProperty("iteration").GetInt64())];
}
