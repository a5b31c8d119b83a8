using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Files as PyTorch saves them, given to every command that reads models.</summary>
public sealed class PyTorchTests : IDisposable
{
    private const string Lstm = "m.weight_ih_l0 12 2, m.weight_hh_l0 12 3, m.bias_ih_l0 12, m.bias_hh_l0 12, fc.weight 2 3, fc.bias 2";

    private readonly Scratch _scratch = new();

    [Fact]
    public void InfoShowsTheNetwork()
    {
        string model = _scratch.Write("model", SafetensorsFile.Module(Lstm));
        RunResult info = Charrnn.Run("info", model).MustSucceed();
        Assert.Contains("made by another program\nshape:      H 3, V 2, 80 parameters\nnetwork:    lstm, 1 layer\n", info.Output);
        Assert.Equal("", info.Messages);
        Assert.Equal("lstm", _scratch.InfoOf("model").GetProperty("cell").GetString());
        Assert.Equal((1, 3, 2), (Number("layers"), Number("hidden"), Number("vocab")));

        int Number(string name) => _scratch.InfoOf("model").GetProperty(name).GetInt32();
    }

    [Theory]
    [InlineData("norm.weight 3, norm.bias 3", "norm.weight, norm.bias")]
    [InlineData("a 1, b 1, c 1, d 1, e 1", "a, b, c and 2 more")]
    [InlineData("adam_m.fc.weight 2 3", null)]
    [InlineData("hprev 1 1 3, cprev 1 1 3", null)]
    public void TensorsThatAreNotReadAreWarnedOf(string tensors, string? named)
    {
        string model = _scratch.Write("model", SafetensorsFile.Module($"{Lstm}, {tensors}"));
        string text = _scratch.Write("text", "aa\naa\na\na\n\naaaa\naaa\na\naa\naaa\n"), own = _scratch["own"];
        string expected = named is null
            ? ""
            : $"charrnn: warning: {model} has tensors that are not read, {named}: " +
                "if its module computes with them, this is another model\n";
        Assert.Equal(expected, Charrnn.Run("info", model).MustSucceed().Messages);
        Assert.Equal(expected, Charrnn.Run("info", model, "--json").MustSucceed().Messages);
        Assert.Equal(expected, Charrnn.Run("eval", model, text).MustSucceed().Messages);
        Assert.Equal(expected, Charrnn.Run("sample", model, "--length", "3", "--seed", "1").MustSucceed().Messages);
        string[] train = ["train", text, "--resume", model, "--checkpoint", own, "--iterations", "2", "--quiet"];
        string memory = tensors.StartsWith("adam", StringComparison.Ordinal)
            ? $"charrnn: warning: {model} has an optimizer's memory, but is not of format charrnn, so that the memory is not read and " +
                "the optimizer starts fresh; a smaller --learning-rate keeps what the model has learnt\n"
            : expected;
        Assert.Equal(memory, Charrnn.Run(train).MustSucceed().Messages);
        Assert.Equal("", Charrnn.Run("info", own).MustSucceed().Messages);
    }

    [Fact]
    public void AResumedOneTakesAnyOptimizerAndNoOtherCell()
    {
        string model = _scratch.Write("model", SafetensorsFile.Module(Lstm)), text = _scratch.Write("text", new string('a', 50) + "\n");
        string[] train = ["train", text, "--resume", model, "--checkpoint", _scratch["own"], "--iterations", "2", "--quiet", "--overwrite"];
        Assert.Equal("", Charrnn.Run(train).MustSucceed().Messages);
        Assert.Equal("adam", _scratch.InfoOf("own").GetProperty("optimizer").GetString());
        Assert.Equal("", Charrnn.Run([.. train, "--optimizer", "rmsprop"]).MustSucceed().Messages);
        Assert.Contains(
            "model has no Adagrad memory, so the first steps", Charrnn.Run([.. train, "--optimizer", "adagrad"]).MustSucceed().Messages);
        Assert.Contains("--cell gru differs from the lstm in ", Charrnn.Run([.. train, "--cell", "gru"]).MustFailAtOnce(2));
        Assert.Contains("model holds what a save would lose", Charrnn.Run("train", text, "--resume", model).MustFailAtOnce(1));
    }

    public void Dispose() => _scratch.Dispose();
}
