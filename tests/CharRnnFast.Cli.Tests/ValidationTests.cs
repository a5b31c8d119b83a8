using System.Globalization;
using System.Text.Json;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Training with a part of the text held out.</summary>
public sealed class ValidationTests
{
    private static readonly string[] Settings =
    [
        "--hidden", "16", "--validation", "0.1", "--validation-every", "70", "--patience", "50", "--learning-rate-decay", "0.7", "--quiet",
    ];

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.0, 139, 140, 141)]
    [InlineData(1.0, 0, 1, 77)]
    public void ARunInPartsLeavesTheSameFilesAsOneInOnePiece(double epochs, params int[] stops)
    {
        using Scratch scratch = new();
        string[] train = ["train", scratch.Text];
        long symbols = new FileInfo(scratch.Text).Length;
        long epoch = (symbols - (symbols / 10) - 2) / 25, last = (2 * epoch) + 60;
        Charrnn.Run([.. train, .. Settings, "--iterations", $"{last}", "--checkpoint", scratch["whole.safetensors"]]).MustSucceed();

        long[] ends = [.. stops.Select(stop => (long)(epochs * epoch) + stop), last];
        Charrnn.Run([.. train, .. Settings, "--iterations", $"{ends[0]}", "--checkpoint", scratch.Model]).MustSucceed();
        foreach (long end in ends[1..])
            Charrnn.Run([.. train, "--resume", scratch.Model, "--iterations", $"{end}", "--quiet"]).MustSucceed();

        Assert.Equal(File.ReadAllBytes(scratch["whole.safetensors"]), File.ReadAllBytes(scratch.Model));

        // A model that was the best where a part ended stays it.
        double whole = BestScore(scratch["whole.best.safetensors"]), parts = BestScore(scratch["model.best.safetensors"]);
        Assert.InRange(parts, 0, whole);
        if (parts == whole)
            Assert.Equal(File.ReadAllBytes(scratch["whole.best.safetensors"]), File.ReadAllBytes(scratch["model.best.safetensors"]));
        JsonElement info = Info(scratch.Model);
        Assert.Equal((0.1, 70, 50, 0.7), (info.GetProperty("validation").GetDouble(), info.GetProperty("validation_every").GetInt32(),
            info.GetProperty("patience").GetInt32(), info.GetProperty("learning_rate_decay").GetDouble()));
        Assert.Equal(0.1f * 0.7f * 0.7f, info.GetProperty("learning_rate").GetSingle(), 1e-7f);
    }

    [Fact]
    public void AValidationIsTheScoreOfTheHeldOutTextAndTheBestModelIsKept()
    {
        using Scratch scratch = new();
        string text = File.ReadAllText(scratch.Text);
        string heldOut = scratch.Write("end", text[^(text.Length / 10)..]);
        string[] train = ["train", scratch.Text, .. Settings, "--iterations", "700", "--checkpoint", scratch.Model];
        Charrnn.Run([.. train, "--log", scratch["log"], "--log-every", "70"]).MustSucceed();
        JsonElement[] lines = [.. File.ReadLines(scratch["log"]).Select(line => JsonDocument.Parse(line).RootElement)];
        double[] validations = [.. lines.Select(line => line.GetProperty("validation_bits_per_symbol").GetDouble())];
        Assert.Equal(10, validations.Length);
        Assert.Equal(0.1, lines[0].GetProperty("run").GetProperty("validation").GetDouble());
        Assert.Equal(Bits(scratch.Model, heldOut), validations[^1]);
        Assert.Equal(Bits(scratch["model.best.safetensors"], heldOut), validations.Min());
        JsonElement best = Info(scratch["model.best.safetensors"]);
        Assert.Equal((Array.IndexOf(validations, validations.Min()) + 1) * 70, best.GetProperty("iteration").GetInt32());
        Assert.Equal(validations.Min(), best.GetProperty("best_validation_bits_per_symbol").GetDouble());
        Assert.Equal(validations.Min(), Info(scratch.Model).GetProperty("best_validation_bits_per_symbol").GetDouble());
    }

    [Fact]
    public void EachValidationIsALineOfTheLogAtItsOwnIteration()
    {
        using Scratch scratch = new();
        string[] train = ["train", scratch.Text, .. Settings, "--iterations", "250", "--checkpoint", scratch.Model];
        Charrnn.Run([.. train, "--log", scratch["log"], "--log-every", "50"]).MustSucceed();
        Assert.Equal([50, 70, 100, 140, 150, 200, 210, 250], scratch.LoggedIterations("log"));
        Assert.Equal([70, 140, 210, 250], ValidatedIterations(scratch));

        // What a killed run logged and its successor does again is there once.
        Charrnn.Run(
            "train", scratch.Text, "--resume", scratch.Model, "--iterations", "290", "--quiet", "--log", scratch["log"], "--log-every",
            "1000").MustSucceed();
        Assert.Equal([70, 140, 210, 250, 280, 290], ValidatedIterations(scratch));
        string page = Charrnn.Run("report", scratch["log"], "--output", "-").MustSucceed().Output;
        JsonElement best = ValidatedLines(scratch).MinBy(line => line.GetProperty("validation_bits_per_symbol").GetDouble());
        Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{best.GetProperty("validation_bits_per_symbol").GetDouble():F4} at {best.GetProperty("iteration").GetInt64():N0}"),
            page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--iterations", "90")]
    [InlineData("--epochs", "1")]
    public void ARunThatIsDoneIsValidatedThereAndItsWeightsGoOnAsIfNot(string option, string value)
    {
        using Scratch scratch = new();
        string[] train = ["train", scratch.Text, "--hidden", "16", "--validation", "0.1", "--sample-every", "0", "--checkpoint"];
        RunResult result = Charrnn.Run(
            [.. train, scratch.Model, "--log", scratch["log"], "--log-every", "1000", option, value]).MustSucceed();
        JsonElement line = ValidatedLines(scratch).Single();
        double bits = line.GetProperty("validation_bits_per_symbol").GetDouble();
        Assert.Equal(Info(scratch.Model).GetProperty("iteration").GetInt64(), line.GetProperty("iteration").GetInt64());
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"best: {bits:F4} bits/symbol on the held-out text, kept in "), result.Messages,
            StringComparison.Ordinal);
        Assert.False(Info(scratch.Model).TryGetProperty("best_validation_bits_per_symbol", out _));
        Assert.Equal(bits, Info(scratch["model.best.safetensors"]).GetProperty("best_validation_bits_per_symbol").GetDouble());
        string text = File.ReadAllText(scratch.Text);
        Assert.Equal(bits, Bits(scratch["model.best.safetensors"], scratch.Write("end", text[^(text.Length / 10)..])));

        Charrnn.Run("train", scratch.Text, "--resume", scratch.Model, "--iterations", "700", "--quiet").MustSucceed();
        Charrnn.Run([.. train, scratch["whole"], "--iterations", "700"]).MustSucceed();
        Assert.Equal(scratch.BytesOf("whole"), File.ReadAllBytes(scratch.Model));
    }

    [Fact]
    public void TheBestModelIsSavedNoLaterThanTheCheckpointThatTellsItsScore()
    {
        using Scratch scratch = new();
        string[] train =
            ["train", scratch.Text, "--hidden", "16", "--validation", "0.1", "--validation-every", "50", "--iterations", "0", "--quiet"];
        System.Diagnostics.Process process = Charrnn.StartListening([.. train, "--checkpoint", scratch.Model, "--checkpoint-every", "500"]);
        scratch.WaitFor("model.safetensors");
        Thread.Sleep(500);
        process.Kill();
        Charrnn.Finish(process, "");
        Assert.InRange(BestScore(scratch["model.best.safetensors"]), 0, BestScore(scratch.Model));
    }

    [Fact]
    public void AWorseModelNeverReplacesTheBestOfAnEarlierEnd()
    {
        using Scratch scratch = new();
        string[] settings =
            ["--hidden", "16", "--validation", "0.1", "--validation-every", "1000", "--quiet", "--checkpoint", scratch.Model];
        Charrnn.Run(["train", scratch.Text, .. settings, "--iterations", "500"]).MustSucceed();
        byte[] best = scratch.BytesOf("model.best.safetensors");
        Charrnn.Run(
            "train", scratch.Text, "--resume", scratch.Model, "--iterations", "1500", "--learning-rate", "9", "--quiet").MustSucceed();
        Assert.Equal(best, scratch.BytesOf("model.best.safetensors"));
    }

    [Fact]
    public void TheHeldOutPartChangesNoWeightNorDoesHowOftenItIsScored()
    {
        using Scratch scratch = new();
        string text = File.ReadAllText(scratch.Text);
        string other = scratch.Write("other", text[..^(text.Length / 10)] + new string([.. text[^(text.Length / 10)..].Reverse()]));
        string[] options = ["--hidden", "16", "--iterations", "700", "--validation", "0.1", "--quiet", "--checkpoint"];
        Charrnn.Run(["train", scratch.Text, .. options, scratch["a"], "--validation-every", "10"]).MustSucceed();
        Charrnn.Run(["train", other, .. options, scratch["b"]]).MustSucceed();
        string shortened = scratch.Write("short", text[..^(text.Length / 10)]);
        Charrnn.Run(["train", shortened, .. options[..4], "--quiet", "--checkpoint", scratch["c"]]).MustSucceed();
        Assert.Equal(Tensors(scratch["a"]), Tensors(scratch["b"]));
        Assert.Equal(Tensors(scratch["a"]), Tensors(scratch["c"]));
    }

    [Fact]
    public void PatienceEndsTheRunAndSaysSo()
    {
        using Scratch scratch = new();
        string[] train =
            ["train", scratch.Text, "--hidden", "16", "--validation", "0.1", "--validation-every", "10", "--checkpoint", scratch.Model];
        RunResult result = Charrnn.Run([.. train, "--patience", "2", "--sample-every", "0", "--learning-rate", "5"]).MustSucceed();
        Assert.Contains(
            "stopped: 2 validations in a row were not better, as many as --patience allows\n", result.Messages, StringComparison.Ordinal);
        Assert.Matches(@"best: \d+\.\d{4} bits/symbol on the held-out text, kept in .*model\.best\.safetensors\n", result.Messages);
        Assert.Matches(@"next: \S*charrnn sample \S*model\.best\.safetensors ", result.LastMessage);
        Assert.Matches(@"best:.* bits/symbol on the held-out text", Charrnn.Run("info", scratch.Model).MustSucceed().Output);
        long iteration = Info(scratch.Model).GetProperty("iteration").GetInt64();
        Assert.Equal(iteration - 20, Info(scratch["model.best.safetensors"]).GetProperty("iteration").GetInt64());

        string[] resume = ["train", scratch.Text, "--resume", scratch.Model, "--iterations", $"{iteration + 5}"];
        RunResult nothing = Charrnn.Run(resume).MustSucceed();
        Assert.Contains(
            $"--patience 2 is already at its end at iteration {iteration:N0}: no " +
            $"step was done", nothing.Messages, StringComparison.Ordinal);
        Assert.Contains("to go on, give a larger --patience, or --patience 0", nothing.Messages, StringComparison.Ordinal);
        Charrnn.Run([.. resume, "--patience", "3"]).MustSucceed();
        Assert.Equal(iteration + 5, Info(scratch.Model).GetProperty("iteration").GetInt64());
    }

    [Theory]
    [InlineData("--validation 0.2", "--validation 0.2 differs from the 0.1 in ")]
    [InlineData("--validation 0", "--validation 0 differs from the 0.1 in ")]
    public void AnotherShareIsRefusedOnResume(string options, string expected)
    {
        using Scratch scratch = new();
        string model = scratch.TrainModel(options: ["--validation", "0.1"]);
        RunResult result = Charrnn.Run(["train", scratch.Text, "--resume", model, .. options.Split(' ')]);
        Assert.StartsWith($"charrnn: {expected}", result.MustFailAtOnce(2), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsStoredMayBeGivenAndTheRestChanged()
    {
        using Scratch scratch = new();
        string[] resume =
            ["train", scratch.Text, "--resume", scratch.TrainModel(options: ["--validation", "0.1"]), "--quiet", "--validation", "0.1"];
        string[] changes = ["--validation-every", "7", "--patience", "9", "--learning-rate-decay", "0.5", "--iterations", "40"];
        Charrnn.Run([.. resume, .. changes]).MustSucceed();
        JsonElement info = Info(scratch.Model);
        Assert.Equal((7, 9, 0.5), (info.GetProperty("validation_every").GetInt32(), info.GetProperty("patience").GetInt32(),
            info.GetProperty("learning_rate_decay").GetDouble()));
    }

    [Theory]
    [InlineData("--patience 3", "--patience counts validations, but without --validation there are none; give --validation X too")]
    [InlineData(
        "--validation-every 3", "--validation-every says how often to validate, but --validation is missing; give --validation X too")]
    public void OptionsAboutValidationsNeedSome(string options, string expected)
    {
        using Scratch scratch = new();
        string[] given = options.Split(' ');
        Assert.Equal(
            $"charrnn: {expected}", Charrnn.Run(["train", scratch.Text, "--checkpoint", scratch["new"], .. given]).MustFailAtOnce(2));
        Assert.Equal(
            $"charrnn: {expected}", Charrnn.Run(["train", scratch.Text, "--resume", scratch.TrainModel(), .. given]).MustFailAtOnce(2));
        Assert.Contains(
            "--validation 0.1 differs from the 0 in",
            Charrnn.Run("train", scratch.Text, "--resume", scratch.Model, "--validation", "0.1")
                .MustFailAtOnce(2), StringComparison.Ordinal);
    }

    [Fact]
    public void AnExistingBestModelIsReplacedOnRequestOnly()
    {
        using Scratch scratch = new();
        string best = scratch.Write("model.best.safetensors", "mine");
        string[] train = ["train", scratch.Text, .. Settings, "--iterations", "100", "--checkpoint", scratch.Model];
        string message = Charrnn.Run(train).MustFailAtOnce(1);
        Assert.Equal($"charrnn: {best} exists; replace it with --overwrite, or choose another --checkpoint", message);
        Assert.Contains(
            "and --log would be one file", Charrnn
                .Run([.. train, "--overwrite", "--log", best]).MustFailAtOnce(2), StringComparison.Ordinal);
        Charrnn.Run([.. train, "--overwrite"]).MustSucceed();
        Charrnn.Run("train", scratch.Text, "--resume", scratch.Model, "--iterations", "200", "--quiet").MustSucceed();
        File.WriteAllText(best, "mine");
        string resumed = Charrnn.Run("train", scratch.Text, "--resume", scratch.Model, "--iterations", "300").MustFailAtOnce(1);
        Assert.Contains("best.safetensors is not a usable checkpoint", resumed, StringComparison.Ordinal);
    }

    [Fact]
    public void TooLittleHeldOutAndTooLittleLeftAreRefused()
    {
        using Scratch scratch = new();
        string text = scratch.Write("it", "abcdefghij");
        string[] train = ["train", text, "--checkpoint", scratch.Model, "--validation", "0.1", "--sequence-length"];
        Assert.Contains(
            "--validation 0.1 holds out 1, but 2 are needed; raise --validation", Charrnn.Run([.. train, "3"]).MustFailAtOnce(1),
            StringComparison.Ordinal);
        train[5] = "0.5";
        Assert.Contains(
            "--validation 0.5 leaves 5, but --sequence-length 5 needs 6; lower", Charrnn.Run([.. train, "5"]).MustFailAtOnce(1),
            StringComparison.Ordinal);
    }

    private static IEnumerable<JsonElement> ValidatedLines(Scratch scratch) => File.ReadLines(scratch["log"])
        .Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.TryGetProperty("validation_bits_per_symbol", out _));

    private static IEnumerable<long> ValidatedIterations(Scratch scratch) =>
        ValidatedLines(scratch).Select(line => line.GetProperty("iteration").GetInt64());

    private static JsonElement Info(string model) =>
        JsonDocument.Parse(Charrnn.Run("info", model, "--json").MustSucceed().Output).RootElement;

    private static double BestScore(string model) => Info(model).GetProperty("best_validation_bits_per_symbol").GetDouble();

    private static double Bits(string model, string text) =>
        JsonDocument.Parse(Charrnn.Run("eval", model, text).MustSucceed().Output).RootElement.GetProperty("bits_per_symbol").GetDouble();

    // Behind the header, whose length comes first.
    private static byte[] Tensors(string model)
    {
        byte[] bytes = File.ReadAllBytes(model);
        return bytes[(8 + BitConverter.ToInt32(bytes))..];
    }
}
