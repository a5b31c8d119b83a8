using System.Text.Json;
using CharRnnFast.Checking;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.Tests.Running;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Tests;

/// <summary>Scores of texts, as JSON.</summary>
public sealed class EvalTests
{
    [Theory]
    [InlineData("stored", 1)]
    [InlineData("stored", 3)]
    [InlineData("zero", 1)]
    public void AgreesWithAFloat64EvaluationOfTheSameFile(string state, int batch)
    {
        using Scratch scratch = new();
        string model = scratch.TrainModel("model.safetensors", 3000, "--batch", $"{batch}");
        JsonElement json = state == "stored" ? Eval(model, scratch.Text) : Eval(model, scratch.Text, "--state", "zero");
        Assert.Equal(state, json.GetProperty("state").GetString());
        string text = File.ReadAllText(scratch.Text);
        Assert.Equal(text.Length - 1, json.GetProperty("symbols").GetInt32());
        Assert.Equal(0, json.GetProperty("unknown_symbols").GetInt32());
        double nats = Float64NatsPerSymbol(model, text, state == "stored");
        AssertClose(nats, json.GetProperty("nats_per_symbol"));
        AssertClose(nats / Math.Log(2), json.GetProperty("bits_per_symbol"));
        AssertClose(Math.Exp(nats), json.GetProperty("perplexity"));
        Assert.InRange(nats, 0.2, 2);
        Assert.Equal(
            json.GetRawText(),
            JsonDocument
                .Parse(Charrnn.RunWithInput(text, "eval", model, "-", "--state", state).MustSucceed().Output).RootElement.GetRawText());
    }

    [Fact]
    public void AModelWithoutAStateStartsFrom0()
    {
        using Scratch scratch = new();
        string model = scratch.Write("foreign", SafetensorsFile.Model(2, 90));
        string text = scratch.Write("it", "some text");
        Assert.Equal("zero", Eval(model, text).GetProperty("state").GetString());
        Assert.Equal(Eval(model, text, "--state", "zero").GetRawText(), Eval(model, text).GetRawText());
        foreach (string[] command in (string[][])[["eval", model, text], ["sample", model]])
        {
            string message = Charrnn.Run([.. command, "--state", "stored"]).MustFailAtOnce(1);
            Assert.Contains(
                "foreign has no state (hprev, for an lstm also cprev) to start from; leave --state stored out", message,
                StringComparison.Ordinal);
            Assert.Contains(
                "--state does not take trained; give one of stored, zero",
                Charrnn.Run([.. command, "--state", "trained"]).MustFailAtOnce(2), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AFileOfAnotherProgramIsEvaluatedToo()
    {
        using Scratch scratch = new();
        byte[] bytes = File.ReadAllBytes(scratch.TrainModel());
        string expected = Eval(scratch.Model, scratch.Text).GetRawText();
        bytes.AsSpan(bytes.AsSpan().IndexOf("charrnn"u8), 7).Fill((byte)'x');
        Assert.Equal(expected, Eval(scratch.Write("foreign", bytes), scratch.Text).GetRawText());
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("L", 0, 0)]
    [InlineData("#", 0, 1)]
    [InlineData("L#i@n", 2, 2)]
    public void UnknownSymbolsAreSkippedAndCountedAndTheFirstSymbolIsGiven(string text, int symbols, int unknown)
    {
        using Scratch scratch = new();
        JsonElement json = Eval(scratch.TrainModel(), scratch.Write("it", text));
        Assert.Equal((symbols, unknown), (json.GetProperty("symbols").GetInt32(), json.GetProperty("unknown_symbols").GetInt32()));
        string[] figures = ["nats_per_symbol", "bits_per_symbol", "perplexity"];
        JsonValueKind expected = symbols == 0 ? JsonValueKind.Null : JsonValueKind.Number;
        Assert.All(figures, figure => Assert.Equal(expected, json.GetProperty(figure).ValueKind));
        if (symbols > 0)
            Assert.Equal(
                Eval(scratch.Model, scratch.Write("it", "Lin")).GetProperty("nats_per_symbol").GetRawText(),
                json.GetProperty("nats_per_symbol").GetRawText());
    }

    [Fact]
    public void EachLineIsScoredOnItsOwn()
    {
        using Scratch scratch = new();
        string model = scratch.TrainModel(iterations: 500);
        string[] lines = ["Line 5\n", "\n", "#\n", "of the #text\n", "Line 5"];
        JsonElement[] json = PerLine(model, scratch.Write("lines", string.Concat(lines)), "--state", "zero");
        JsonElement[] stored = PerLine(model, scratch["lines"]);
        Assert.All(json.Zip(stored), pair => Assert.NotEqual(
            pair.First.GetProperty("nats_per_symbol").GetDouble(), pair.Second.GetProperty("nats_per_symbol").GetDouble()));
        Assert.All(stored, line => Assert.Equal("stored", line.GetProperty("state").GetString()));
        Assert.Equal([1, 2, 3, 4, 5], json.Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal([7, 1, 1, 12, 6], json.Select(line => line.GetProperty("symbols").GetInt32()));
        Assert.Equal([0, 0, 1, 1, 0], json.Select(line => line.GetProperty("unknown_symbols").GetInt32()));
        for (int i = 0; i < lines.Length; i++)
        {
            JsonElement alone = Eval(model, scratch.Write("alone", "\n" + lines[i]), "--state", "zero");
            Assert.Equal(alone.GetProperty("nats_per_symbol").GetRawText(), json[i].GetProperty("nats_per_symbol").GetRawText());
        }
    }

    [Fact]
    public void WithoutALineFeedInTheVocabularyTheFirstSymbolOfALineIsGiven()
    {
        using Scratch scratch = new();
        string text = scratch.Write("abc", string.Concat(Enumerable.Repeat("abcab", 50)));
        Charrnn.Run("train", text, "--hidden", "4", "--iterations", "9", "--quiet", "--checkpoint", scratch.Model).MustSucceed();
        JsonElement[] json = PerLine(scratch.Model, scratch.Write("lines", "abc\n\nb"));
        Assert.Equal([2, 0, 0], json.Select(line => line.GetProperty("symbols").GetInt32()));
        Assert.Equal([1, 1, 0], json.Select(line => line.GetProperty("unknown_symbols").GetInt32()));
        Assert.Equal(JsonValueKind.Null, json[1].GetProperty("perplexity").ValueKind);
    }

    [Fact]
    public void LinesAreWrittenAsTheyCome()
    {
        using Scratch scratch = new();
        string script = $"{{ printf 'Line\\n'; until [ -s {scratch["out"]} ]; do sleep 0.05; done; printf 'of\\n'; }} | " +
            $"charrnn eval {scratch.TrainModel()} - --per-line > {scratch["out"]}";
        Charrnn.Shell(script).MustSucceed();
        Assert.Equal(2, File.ReadLines(scratch["out"]).Count());
    }

    [Fact]
    public void ALargeModelsLinesAreWrittenOneByOne()
    {
        using Scratch scratch = new();
        scratch.TrainLargeModel();
        string text = scratch.Write("lines", string.Concat(Enumerable.Repeat("Line one\n", 450)));
        byte[] first = Charrnn.FirstPieces(1, "eval", scratch.Model, text, "--per-line");
        Assert.InRange(first.Count(b => b == '\n'), 1, 449);
        Assert.Equal((byte)'\n', first[^1]);
    }

    [Theory]
    [InlineData("eval", "eval needs a CHECKPOINT; give the model")]
    [InlineData("eval x", "eval needs a TEXT; give the file to score")]
    [InlineData("eval x y z", "unexpected argument z; eval takes one CHECKPOINT and one TEXT")]
    public void BothArgumentsAreNeeded(string arguments, string expected) =>
        Assert.StartsWith($"charrnn: {expected}", Charrnn.Run(arguments.Split(' ')).MustFailAtOnce(2), StringComparison.Ordinal);

    [Fact]
    public void ATextThatIsNotUtf8IsRefused()
    {
        using Scratch scratch = new();
        string text = scratch.Write("it", [.. "Line"u8, 0xFF]);
        Assert.Contains(
            "not valid UTF-8 at byte offset 4", Charrnn
                .Run("eval", scratch.TrainModel(), text).MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Contains("does not exist", Charrnn.Run("eval", scratch.Model, scratch["none"]).MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Contains("is a folder", Charrnn.Run("eval", scratch.Model, scratch[""]).MustFailAtOnce(1), StringComparison.Ordinal);
    }

    private static JsonElement Eval(string model, string text, params string[] options) =>
        JsonDocument.Parse(Charrnn.Run(["eval", model, text, .. options]).MustSucceed().Output).RootElement;

    private static JsonElement[] PerLine(string model, string text, params string[] options) =>
        [.. Charrnn.Run(["eval", model, text, "--per-line", .. options]).MustSucceed().Output.TrimEnd('\n').Split('\n').Select(
            line => JsonDocument.Parse(line).RootElement)];

    private static void AssertClose(double expected, JsonElement actual) =>
        Assert.InRange(actual.GetDouble(), expected * (1 - 1e-5), expected * (1 + 1e-5));

    private static double Float64NatsPerSymbol(string path, string text, bool fromStored)
    {
        using Checkpoint checkpoint = Checkpoint.Open(path);
        using ModelMemory model = checkpoint.LoadWeights(
            RnnKernelTable.Native().For(checkpoint.HiddenSize, checkpoint.VocabSize));
        ReferenceRnn reference = new(checkpoint.HiddenSize, checkpoint.VocabSize);
        foreach (ModelTensor tensor in (ModelTensor[])[ModelTensor.Wxh, ModelTensor.Whh, ModelTensor.Why, ModelTensor.bh, ModelTensor.by])
        {
            for (int row = 0; row < reference.Weights[tensor.Role].Length; row++)
            {
                float[] values = new float[reference.Weights[tensor.Role][row].Length];
                model.ReadRow(tensor, row, values);
                values.Select(value => (double)value).ToArray().CopyTo(reference.Weights[tensor.Role][row], 0);
            }
        }

        Vocabulary vocabulary = checkpoint.Metadata.Vocabulary;
        int[] symbols = [.. text.EnumerateRunes().Select(rune => vocabulary.IndexOf(rune.Value))];
        if (!fromStored) return reference.Forward(symbols.AsSpan(..^1), symbols.AsSpan(1..)) / (symbols.Length - 1);

        // The line feed is fed, and what it makes of the first symbol is not scored.
        float[] state = new float[checkpoint.HiddenSize];
        model.ReadRow(ModelTensor.hprev, 0, state);
        reference.HiddenState = Array.ConvertAll(state, value => (double)value);
        int[] fed = [vocabulary.IndexOf('\n'), .. symbols[..^1]];
        return (reference.Forward(fed, symbols) - reference.Forward(fed.AsSpan(..1), symbols.AsSpan(..1))) / (symbols.Length - 1);
    }
}
