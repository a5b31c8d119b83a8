using System.Text.Json;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary><c>--new-text</c>: what a model has learnt goes over into a new run on another text.</summary>
public sealed class NewTextTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _model;
    private readonly string _other;

    public NewTextTests()
    {
        _model = _scratch.TrainModel("model", 700, "--learning-rate", "0.05", "--clip", "2", "--sequence-length", "20", "--seed", "7");
        _other = _scratch.Write("other.txt", string.Concat(Enumerable.Repeat("the sum of the text, and the Line\n", 40)));
    }

    [Fact]
    public void TheRunStartsAgainWithTheModelsSettings()
    {
        JsonElement before = _scratch.InfoOf("model");
        Assert.Equal(14000, before.GetProperty("position").GetInt64());
        NewText("new", "--iterations", "1", "--log", _scratch["log"]).MustSucceed();
        JsonElement after = _scratch.InfoOf("new");
        Assert.Equal((1, 0, 20), (Number(after, "iteration"), Number(after, "epoch"), Number(after, "position")));
        foreach (string kept in (string[])["hidden", "vocab", "sequence_length", "learning_rate", "clip", "seed", "encoding", "vocabulary"])
            Assert.Equal(before.GetProperty(kept).GetRawText(), after.GetProperty(kept).GetRawText());
        Assert.Equal(1360, after.GetProperty("corpus_symbols").GetInt64());

        JsonElement logged = JsonElement.Parse(File.ReadLines(_scratch["log"]).First());
        double uniform = 20 * Math.Log(after.GetProperty("vocab").GetInt32());
        Assert.Equal(
            (0.999 * uniform) + (0.001 * logged.GetProperty("loss").GetDouble()), after.GetProperty("smooth_loss").GetDouble(), 1e-9);
    }

    [Fact]
    public void WeightsAndAdagradMemoryGoOver()
    {
        // So small a learning rate that no weight moves: what is saved is what was loaded, but for the memory of one step.
        NewText("new", "--iterations", "1", "--learning-rate", "1e-30").MustSucceed();
        float[] before = FloatsOf("model"), after = FloatsOf("new");
        int parameters = _scratch.InfoOf("model").GetProperty("parameters").GetInt32();
        Assert.Equal(before[..parameters], after[..parameters]);
        Assert.All(Enumerable.Range(parameters, parameters), i => Assert.True(after[i] >= before[i]));
        Assert.NotEqual(before[parameters..(2 * parameters)], after[parameters..(2 * parameters)]);
    }

    [Fact]
    public void TheHiddenStateStartsAt0()
    {
        NewText("new", "--iterations", "1").MustSucceed();
        byte[] bytes = _scratch.BytesOf("model");
        bytes.AsSpan(bytes.Length - (16 * sizeof(float))).Clear();
        _scratch.Write("model", bytes);
        NewText("from zero", "--iterations", "1").MustSucceed();
        Assert.Equal(_scratch.BytesOf("from zero"), _scratch.BytesOf("new"));
    }

    [Fact]
    public void ItIsNoContinuationOfTheFile()
    {
        byte[] before = _scratch.BytesOf("model");
        string[] newText = ["train", _other, "--resume", _model, "--new-text", "--iterations", "1"];
        Assert.Matches(
            "model exists, and --new-text does not continue it; .*--overwrite.*--checkpoint", Charrnn.Run(newText).MustFailAtOnce(1));
        Assert.Equal(before, _scratch.BytesOf("model"));
        string log = _scratch.Write("log", "{\"iteration\":1,\"seconds\":1}\n");
        string[] logged = [.. newText, "--checkpoint", _scratch["new"], "--log", log];
        Assert.Contains("log exists; ", Charrnn.Run(logged).MustFailAtOnce(1), StringComparison.Ordinal);
        Charrnn.Run([.. newText, "--overwrite"]).MustSucceed();
        Assert.Equal(1, _scratch.InfoOf("model").GetProperty("iteration").GetInt64());
    }

    [Fact]
    public void ItNeedsAModel() =>
        Assert.Contains("--new-text", Charrnn.Run("train", _other, "--new-text").MustFailAtOnce(2), StringComparison.Ordinal);

    [Theory]
    [InlineData("--hidden", "17")]
    [InlineData("--seed", "2")]
    [InlineData("--encoding", "bytes")]
    public void ItIsTheSameModel(string option, string value) =>
        Assert.Contains($"{option} {value} differs from the ", NewText("new", option, value).MustFailAtOnce(2), StringComparison.Ordinal);

    [Fact]
    public void SymbolsOutsideTheVocabularyAreNamed()
    {
        _scratch.Write("other.txt", "the sum ABCDEFGHIJKLMNOPQ");
        string message = NewText("new").MustFailAtOnce(1);
        Assert.Contains("16 distinct symbols outside the model's vocabulary: 'A' (U+0041), ", message, StringComparison.Ordinal);
        Assert.Contains("'J' (U+004A) and 6 more; ", message, StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch["new"]));
    }

    [Fact]
    public void AStoppedNewRunIsContinuedAsAnyOther()
    {
        NewText("whole", "--iterations", "90").MustSucceed();
        NewText("parts", "--iterations", "40").MustSucceed();
        Charrnn.Run("train", _other, "--resume", _scratch["parts"], "--iterations", "90").MustSucceed();
        Assert.Equal(_scratch.BytesOf("whole"), _scratch.BytesOf("parts"));
    }

    public void Dispose() => _scratch.Dispose();

    private RunResult NewText(string name, params string[] options) =>
        Charrnn.Run(["train", _other, "--resume", _model, "--new-text", "--checkpoint", _scratch[name], .. options]);

    private static long Number(JsonElement info, string key) => info.GetProperty(key).GetInt64();

    private float[] FloatsOf(string name)
    {
        byte[] bytes = _scratch.BytesOf(name);
        int header = (int)BitConverter.ToInt64(bytes);
        float[] floats = new float[(bytes.Length - 8 - header) / sizeof(float)];
        Buffer.BlockCopy(bytes, 8 + header, floats, 0, floats.Length * sizeof(float));
        return floats;
    }
}
