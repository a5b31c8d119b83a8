using System.Text;
using System.Text.Json;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>
/// Every cell, number of layers, optimizer and dropout: what a run says of it, and what the other commands make of its model.
/// </summary>
public sealed class NetworkTests : IDisposable
{
    private const string Lstm = "--cell lstm --layers 2 --dropout 0.25";

    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("--layers 2", "rnn, 2 layers, H 16, T 25, B 1, 1,724 parameters, adam at 0.002; kernel")]
    [InlineData("--cell gru", "gru, 1 layer, H 16, T 25, B 1, 2,652 parameters, adam at 0.002; kernel")]
    [InlineData("--cell lstm --layers 2 --optimizer adagrad", "lstm, 2 layers, .* parameters, adagrad at 0.1; kernel")]
    [InlineData("--cell lstm --optimizer rmsprop --dropout 0.5", "lstm, 1 layer, .*, rmsprop at 0.002, dropout 0.5; kernel")]
    [InlineData("--optimizer adam --learning-rate 0.01", "rnn, 1 layer, .* parameters, adam at 0.01; kernel")]
    [InlineData("--dropout 0.5", "rnn, 1 layer, .* parameters, adagrad at 0.1, dropout 0.5; kernel")]
    [InlineData("--cell rnn --layers 1 --optimizer adagrad --dropout 0", "H 16, T 25, B 1, [0-9,]* parameters; kernel")]
    public void TheStartNoteTellsWhatIsTrained(string options, string expected)
    {
        string[] lines = Train("model", options).Messages.Split('\n');
        Assert.Matches($"^model: {expected}", lines[1]);
        Assert.StartsWith("training: ", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "1", "rnn", 1, "adagrad", 0)]
    [InlineData("--layers 3", "2", "rnn", 3, "adam", 0)]
    [InlineData(Lstm, "2", "lstm", 2, "adam", 0.25)]
    [InlineData("--cell gru --optimizer rmsprop", "2", "gru", 1, "rmsprop", 0)]
    [InlineData("--optimizer adam", "2", "rnn", 1, "adam", 0)]
    public void ModelAndLogTellIt(string options, string version, string cell, int layers, string optimizer, double dropout)
    {
        Train("model", $"{options} --log {_scratch["log"]}");
        JsonElement info = _scratch.InfoOf("model");
        Assert.Equal(version, info.GetProperty("format_version").GetRawText());
        Assert.Equal(optimizer == "adam", info.TryGetProperty("updates", out JsonElement updates));
        if (optimizer == "adam") Assert.Equal(20, updates.GetInt64());
        JsonElement run = JsonElement.Parse(File.ReadLines(_scratch["log"]).First()).GetProperty("run");
        foreach (JsonElement told in (JsonElement[])[info, run])
        {
            Assert.Equal(cell, told.GetProperty("cell").GetString());
            Assert.Equal(layers, told.GetProperty("layers").GetInt32());
            Assert.Equal(optimizer, told.GetProperty("optimizer").GetString());
            Assert.Equal(dropout, told.GetProperty("dropout").GetDouble());
        }

        string header = Encoding.Latin1.GetString(_scratch.BytesOf("model"));
        Assert.Equal(version == "1", header.Contains("\"Wxh\"", StringComparison.Ordinal));
        Assert.Equal(version == "2", header.Contains("\"cell\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "rnn, 1 layer, adagrad")]
    [InlineData(Lstm, "lstm, 2 layers, adam after 20 updates, dropout 0.25")]
    [InlineData("--cell gru --optimizer rmsprop", "gru, 1 layer, rmsprop")]
    public void InfoShowsIt(string options, string expected)
    {
        Train("model", options);
        string text = Charrnn.Run("info", _scratch["model"]).MustSucceed().Output;
        Assert.Contains($"\nnetwork:    {expected}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ParametersAreThoseOfAllLayersAndGates()
    {
        Train("model", "--cell lstm --layers 2");
        JsonElement info = _scratch.InfoOf("model");
        int vocab = info.GetProperty("vocab").GetInt32();
        Assert.Equal((4 * 16 * (vocab + 16 + 1)) + (4 * 16 * (16 + 16 + 1)) + (vocab * 17), info.GetProperty("parameters").GetInt32());
    }

    [Fact]
    public void AReportShowsItAmongTheSettings()
    {
        Train("model", $"{Lstm} --log {_scratch["log"]}");
        string page = Charrnn.Run("report", _scratch["log"], "--output", "-").MustSucceed().Output;
        foreach (string row in (string[])["cell</th><td>lstm", "layers</th><td>2", "optimizer</th><td>adam", "dropout</th><td>0.25"])
            Assert.Contains($"<th scope=\"row\">{row}</td>", page, StringComparison.Ordinal);
    }

    // The state that the validation began with is in the file: of an LSTM both, of every layer.
    [Theory]
    [InlineData("--layers 2 --batch 3")]
    [InlineData("--cell gru --dropout 0.2")]
    [InlineData(Lstm)]
    [InlineData("--cell lstm --batch 2 --optimizer rmsprop")]
    public void EvaluationStartsFromTheStoredState(string options)
    {
        Train("m", $"{options} --validation 0.1 --validation-every 10 --log {_scratch["log"]}");
        string text = File.ReadAllText(_scratch.Text);
        string heldOut = text[^(text.Length / 10)..];
        JsonElement eval = Eval("m", heldOut);
        double logged = JsonElement.Parse(File.ReadLines(_scratch["log"]).Last()).GetProperty("validation_bits_per_symbol").GetDouble();
        Assert.Equal(logged, eval.GetProperty("bits_per_symbol").GetDouble());
        Assert.NotEqual(logged, Eval("m", heldOut, "--state", "zero").GetProperty("bits_per_symbol").GetDouble());
        string line = heldOut[(heldOut.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        JsonElement first = JsonElement.Parse(
            Charrnn.RunWithInput(line + line, "eval", _scratch["m"], "-", "--per-line").MustSucceed().Output.Split('\n')[0]);
        Assert.Equal(1, first.GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("--layers 2")]
    [InlineData("--cell gru --layers 2")]
    [InlineData(Lstm)]
    public void SamplesStartFromTheStoredState(string options)
    {
        Train("model", options);
        string[] sample = ["sample", _scratch["model"], "--length", "200", "--seed", "3"];
        string stored = Charrnn.Run(sample).MustSucceed().Output;
        Assert.Equal(200, stored.Length);
        Assert.Equal(stored, Charrnn.Run([.. sample, "--state", "stored"]).MustSucceed().Output);
        Assert.NotEqual(stored, Charrnn.Run([.. sample, "--state", "zero", "--temperature", "0"]).MustSucceed().Output);
    }

    [Theory]
    [InlineData("--layers 9", "--layers does not take 9; give an integer from 1 to 8")]
    [InlineData("--layers 0", "--layers does not take 0; ")]
    [InlineData("--cell LSTM", "--cell does not take LSTM; give one of rnn, gru, lstm")]
    [InlineData("--optimizer sgd", "--optimizer does not take sgd; give one of adagrad, rmsprop, adam")]
    [InlineData("--dropout 1", "--dropout does not take 1; give a number from 0 up to below 1")]
    [InlineData("--dropout=-0.1", "--dropout does not take -0.1; ")]
    [InlineData("--dropout nan", "--dropout does not take nan; ")]
    public void ValuesThatAreNoneAreRefused(string options, string expected)
    {
        string[] all = ["train", "bench", "gradcheck"];
        foreach (string command in options.StartsWith("--optimizer", StringComparison.Ordinal) ? all[..2] : all)
        {
            string message = Charrnn.Run([command, .. options.Split(' ')]).MustFailAtOnce(2);
            Assert.StartsWith($"charrnn: {expected}", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--layers 2", 2, new[] { "rnn.weight_ih_l0", "rnn.bias_ih_l1", "out.bias" })]
    [InlineData("--cell gru --batch 2", 1, new[] { "rnn.bias_hh_l0" })]
    [InlineData("--cell lstm --layers 3 --dropout 0.3", 3, new[] { "rnn.weight_hh_l2", "out.weight" })]
    public void GradcheckPassesInATableWhoseColumnsLineUp(string options, int layers, string[] parameters)
    {
        string[] gradcheck = ["gradcheck", "--hidden", "9", "--vocab", "20", "--sequence-length", "5"];
        string[] lines = Charrnn.Run([.. gradcheck, .. options.Split(' ')]).MustSucceed().Output.TrimEnd('\n').Split('\n');
        Assert.Contains(layers == 1 ? ", 1 layer" : $", {layers} layers", lines[1], StringComparison.Ordinal);
        Assert.All(parameters, name => Assert.Single(lines, line => line.StartsWith($"{name} ", StringComparison.Ordinal)));
        Assert.All(lines[3..^1], line => Assert.EndsWith("  ok", line, StringComparison.Ordinal));
        Assert.All(lines[3..^1], line => Assert.Equal(lines[2].Length + "  ok".Length, line.Length));
        Assert.Equal(lines[2].Length, lines[^1].Length);
    }

    [Fact]
    public void BenchMeasuresTheNetworkThatIsAskedFor()
    {
        string[] bench = ["bench", "--hidden", "20", "--vocab", "40", "--sequence-length", "10", "--batch", "2", "--seconds", "0.1"];
        string[] network = ["--cell", "gru", "--layers", "3", "--optimizer", "rmsprop", "--dropout", "0.5"];
        JsonElement json = JsonElement.Parse(Charrnn.Run([.. bench, .. network, "--json"]).MustSucceed().Output);
        Assert.Equal(
            ("gru", 3, "rmsprop", 0.5),
            (json.GetProperty("cell").GetString(), json.GetProperty("layers").GetInt32(), json.GetProperty("optimizer").GetString(),
                json.GetProperty("dropout").GetDouble()));
        Assert.Equal(3 * 2 * 10 * ((3 * 20 * 20 * 5) + (20 * 40)), json.GetProperty("multiply_adds_per_iteration").GetInt64());
        Assert.Contains(
            "\nnetwork                   lstm, 2 layers, adam\n",
            Charrnn.Run([.. bench, "--cell", "lstm", "--layers", "2"]).MustSucceed().Output, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private RunResult Train(string name, string options)
    {
        string[] train = ["train", _scratch.Text, "--hidden", "16", "--iterations", "20", "--sample-every", "0", "--checkpoint"];
        return Charrnn.Run([.. train, _scratch[name], .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).MustSucceed();
    }

    private JsonElement Eval(string name, string text, params string[] options) =>
        JsonElement.Parse(Charrnn.RunWithInput(text, ["eval", _scratch[name], "-", .. options]).MustSucceed().Output);
}
