using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Warnings of models that get worse, also with <c>--quiet</c>.</summary>
public sealed class WarningTests
{
    private const string Worse =
        @"charrnn: warning: [\d.,]+ bits/symbol after [\d,]+ iterations, and guessing among the \d+ symbols costs \d\.\d{3}: " +
        @"the model is worse than none; lower --learning-rate, now 10\n";

    [Fact]
    public void AModelThatIsWorseThanNoneIsSaidToBeWhileItRunsAndBesideTheEndNote()
    {
        using Scratch scratch = new();
        string[] train =
        [
            "train", scratch.Text, "--hidden", "32", "--learning-rate", "10", "--iterations", "1500", "--sample-every", "0", "--checkpoint",
            scratch.Model,
        ];
        RunResult loud = Charrnn.Run(train).MustSucceed();
        Assert.Matches($@"{Worse}(?s:.*)done: .*\n{Worse}next: ", loud.Messages);
        Assert.Matches($@"\A{Worse}{Worse}\z", Charrnn.Run([.. train, "--overwrite", "--quiet"]).MustSucceed().Messages);
        train[5] = "0.1";
        Assert.DoesNotContain("warning", Charrnn.Run([.. train, "--overwrite"]).MustSucceed().Messages, StringComparison.Ordinal);
        train[7] = "3";
        Assert.Equal("", Charrnn.Run([.. train, "--overwrite", "--quiet"]).MustSucceed().Messages);
    }

    [Fact]
    public void AModelWithoutAdagradMemoryIsWarnedOfBeforeItsFirstStepAndItsLossStartsFromItsOwn()
    {
        using Scratch scratch = new();
        byte[] bytes = File.ReadAllBytes(scratch.TrainModel(iterations: 3000));
        foreach (string name in (string[])["charrnn", "mWxh", "mWhh", "mWhy", "mbh", "mby"])
        {
            int at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes($"\"{name}\""));
            bytes[at + 1] = (byte)'x';
        }

        string foreign = scratch.Write("foreign", bytes);
        string[] train =
        [
            "train", scratch.Text, "--resume", foreign, "--checkpoint", scratch["new"], "--quiet", "--log", scratch["log"], "--log-every",
            "1",
        ];
        string expected = "foreign has no Adagrad memory, so the first steps move every weight by up to the whole learning rate, ";
        RunResult result = Charrnn.Run([.. train, "--iterations", "2"]).MustSucceed();
        Assert.Contains(
            $"{expected}0.1, and can undo what it has learnt; a smaller --learning-rate, 0.001 for one, keeps it\n", result.Messages,
            StringComparison.Ordinal);
        System.Text.Json.JsonElement[] lines = [.. File.ReadLines(scratch["log"]).Select(line => System.Text.Json.JsonElement.Parse(line))];
        double first = lines[0].GetProperty("loss").GetDouble();
        Assert.Equal(first, lines[0].GetProperty("smooth_loss").GetDouble());
        Assert.Equal((0.999 * first) + (0.001 * lines[1].GetProperty("loss").GetDouble()), lines[1].GetProperty("smooth_loss").GetDouble());
        Assert.Contains(
            $"{expected}0.01,", Charrnn.Run([.. train, "--overwrite", "--iterations", "1", "--learning-rate", "0.01"]).Messages,
            StringComparison.Ordinal);
        Assert.Equal("", Charrnn.Run([.. train, "--overwrite", "--iterations", "1", "--learning-rate", "0.001"]).MustSucceed().Messages);
        Assert.Equal(
            "", Charrnn.Run("train", scratch.Text, "--resume", scratch.Model, "--iterations", "3001", "--quiet").MustSucceed().Messages);
    }
}
