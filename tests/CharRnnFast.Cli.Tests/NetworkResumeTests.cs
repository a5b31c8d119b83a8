using System.Text;
using System.Text.Json;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Going on with every kind of model: what is kept, what may change, and what is refused.</summary>
public sealed class NetworkResumeTests : IDisposable
{
    private const string Lstm = "--cell lstm --layers 2 --dropout 0.3";

    private readonly Scratch _scratch = new();
    private readonly string _text;

    public NetworkResumeTests() => _text = _scratch.Text;

    [Theory]
    [InlineData(Lstm)]
    [InlineData("--cell gru --optimizer rmsprop --batch 3")]
    [InlineData("--layers 2")]
    [InlineData("--cell lstm --optimizer adagrad --dropout 0.1 --seed 7")]
    [InlineData("--optimizer adam --learning-rate-decay 0.5")]
    [InlineData("--dropout 0.5")]
    public void StopsChangeNothing(string options)
    {
        Train("whole", $"{options} --iterations 700");
        Train("parts", $"{options} --iterations 200");
        foreach (int stop in (int[])[201, 655, 700]) Resume("parts", $"--iterations {stop}");
        Assert.Equal(_scratch.BytesOf("whole"), _scratch.BytesOf("parts"));
    }

    [Fact]
    public void AStopBySignalChangesNothing()
    {
        string[] train = ["train", "-", .. Lstm.Split(' '), "--hidden", "16", "--quiet", "--checkpoint", _scratch["parts"]];
        System.Diagnostics.Process process = Charrnn.StartListening([.. train, "--checkpoint-every", "1", "--iterations", "0"]);
        process.StandardInput.Write(File.ReadAllText(_text));
        process.StandardInput.Close();
        _scratch.WaitFor("parts");
        System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        string messages = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(143, process.ExitCode);

        // Nothing of what the checkpoint holds is repeated.
        string command = $"train - --resume {_scratch["parts"]} --checkpoint-every 1 --iterations 0 --quiet\n";
        Assert.EndsWith(command, messages, StringComparison.Ordinal);
        long iteration = _scratch.InfoOf("parts").GetProperty("iteration").GetInt64() + 50;
        string[] resume = ["train", "-", "--resume", _scratch["parts"], "--quiet", "--iterations", $"{iteration}"];
        Charrnn.RunWithInput(File.ReadAllText(_text), resume).MustSucceed();
        Train("whole", $"{Lstm} --iterations {iteration}");
        Assert.Equal(_scratch.BytesOf("whole"), _scratch.BytesOf("parts"));
    }

    [Fact]
    public void OptionsEqualToTheStoredValuesAreAccepted()
    {
        Train("whole", $"{Lstm} --iterations 40");
        Train("parts", $"{Lstm} --iterations 20");
        Resume("parts", $"--iterations 40 {Lstm} --optimizer adam --learning-rate 0.002");
        Assert.Equal(_scratch.BytesOf("whole"), _scratch.BytesOf("parts"));
    }

    [Theory]
    [InlineData("--cell gru", "--cell gru differs from the lstm in ", "leave the option out, or start a fresh run")]
    [InlineData("--layers 3", "--layers 3 differs from the 2 in ", "leave the option out, or start a fresh run")]
    [InlineData("--optimizer rmsprop", "--optimizer rmsprop differs from the adam in ", "with --new-text, or start a fresh run")]
    [InlineData("--batch 2", "--batch 2 differs from the 1 in ", "with --new-text, or start a fresh run")]
    [InlineData("--new-text --overwrite --cell rnn", "--cell rnn differs from the lstm in ", "or start a fresh run")]
    [InlineData("--new-text --overwrite --layers 1", "--layers 1 differs from the 2 in ", "or start a fresh run")]
    public void AnotherModelIsRefused(string options, string expected, string remedy)
    {
        Train("model", $"{Lstm} --iterations 2");
        string message = Charrnn.Run(["train", _text, "--resume", _scratch["model"], .. options.Split(' ')]).MustFailAtOnce(2);
        Assert.StartsWith($"charrnn: {expected}{_scratch["model"]}; ", message, StringComparison.Ordinal);
        Assert.EndsWith(remedy, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "0.4", "2")]
    [InlineData(Lstm, "0", "2")]
    [InlineData("--dropout 0.4", "0", "1")]
    public void AnotherDropoutHoldsFromTheNextStepOn(string options, string dropout, string version)
    {
        Train("at once", $"{options} --iterations 30");
        Train("before", $"{options} --iterations 30");
        Train("same", $"{options} --iterations 60");
        Resume("at once", $"--iterations 60 --dropout {dropout}");
        Resume("before", $"--iterations 30 --dropout {dropout}");
        Resume("before", "--iterations 60");
        Assert.Equal(_scratch.BytesOf("before"), _scratch.BytesOf("at once"));
        JsonElement info = _scratch.InfoOf("at once");
        Assert.Equal((dropout, version), (info.GetProperty("dropout").GetRawText(), info.GetProperty("format_version").GetRawText()));
        Assert.NotEqual(_scratch.BytesOf("same"), _scratch.BytesOf("at once"));
    }

    [Fact]
    public void ABestModelIsBroughtAlongUnderTheRunsDropout()
    {
        Train("m", "--validation 0.1 --validation-every 10 --iterations 30");
        Resume("m", $"--iterations 40 --dropout 0.5 --learning-rate 3 --checkpoint {_scratch["other"]}");
        JsonElement best = _scratch.InfoOf("other.best");
        Assert.Equal(30, best.GetProperty("iteration").GetInt64());
        Assert.Equal(2, best.GetProperty("format_version").GetInt32());
        string[] eval = ["eval", _scratch["m.best"], _text];
        string before = Charrnn.Run(eval).MustSucceed().Output;
        eval[1] = _scratch["other.best"];
        Assert.Equal(before, Charrnn.Run(eval).MustSucceed().Output);
    }

    [Fact]
    public void ABestModelIsBroughtAlongWhereDropoutEnds()
    {
        Train("m", "--dropout 0.5 --validation 0.1 --validation-every 10 --iterations 30");
        Resume("m", $"--iterations 40 --dropout 0 --learning-rate 3 --checkpoint {_scratch["other"]}");
        JsonElement best = _scratch.InfoOf("other.best");
        Assert.Equal((30, 1), (best.GetProperty("iteration").GetInt32(), best.GetProperty("format_version").GetInt32()));
    }

    [Fact]
    public void TheBestModelOfAnotherCellIsNotThisRuns()
    {
        Train("m", "--validation 0.1 --validation-every 10 --iterations 30");
        byte[] best = _scratch.BytesOf("m.best");
        Train("m", "--cell lstm --validation 0.1 --validation-every 10 --iterations 30 --overwrite");
        _scratch.Write("m.best", best);
        string[] resume = ["train", _text, "--resume", _scratch["m"], "--iterations", "35", "--sample-every", "0"];
        RunResult result = Charrnn.Run(resume).MustSucceed();
        Assert.Contains("kept in ", result.Messages, StringComparison.Ordinal);
        Assert.Equal("lstm", _scratch.InfoOf("m.best").GetProperty("cell").GetString());
    }

    [Fact]
    public void ANewTextWithTheSameOptimizerKeepsMemoryAndUpdates()
    {
        Train("model", "--cell lstm --iterations 30 --learning-rate 0.01");
        NewText("new", "--iterations 12");
        JsonElement info = _scratch.InfoOf("new");
        Assert.Equal((12, 42), (info.GetProperty("iteration").GetInt64(), info.GetProperty("updates").GetInt64()));
        Assert.Equal("0.01", info.GetProperty("learning_rate").GetRawText());

        // And its own stops change nothing.
        NewText("parts", "--iterations 5");
        Resume("parts", "--iterations 12");
        Assert.Equal(_scratch.BytesOf("new"), _scratch.BytesOf("parts"));
    }

    [Theory]
    [InlineData("rmsprop", "0.002")]
    [InlineData("adagrad", "0.1")]
    public void ANewTextWithAnotherOptimizerStartsItAfresh(string optimizer, string learningRate)
    {
        Train("model", "--cell lstm --iterations 30 --learning-rate 0.01");
        NewText("new", $"--iterations 3 --optimizer {optimizer}");
        JsonElement info = _scratch.InfoOf("new");
        Assert.Equal(learningRate, info.GetProperty("learning_rate").GetRawText());
        Assert.Equal(optimizer, info.GetProperty("optimizer").GetString());
        Assert.False(info.TryGetProperty("updates", out _));
        NewText("given", $"--iterations 3 --optimizer {optimizer} --learning-rate 0.03");
        Assert.Equal("0.03", _scratch.InfoOf("given").GetProperty("learning_rate").GetRawText());

        // The counter of the next change begins anew too.
        Charrnn.Run("train", _text, "--resume", _scratch["new"], "--new-text", "--optimizer", "adam", "--iterations", "4", "--quiet",
            "--checkpoint", _scratch["adam"]).MustSucceed();
        Assert.Equal(4, _scratch.InfoOf("adam").GetProperty("updates").GetInt64());
    }

    [Fact]
    public void OnlyAFreshAdagradMemoryIsWarnedOf()
    {
        Train("model", "--cell gru --iterations 30");
        Assert.Equal("", NewText("rmsprop", "--iterations 1 --optimizer rmsprop").Messages);
        Assert.Equal("", NewText("adam", "--iterations 1").Messages);
        Assert.Matches(
            "^charrnn: warning: .*model has no Adagrad memory, so the first steps move every weight by up to the whole learning rate, 0.1,",
            NewText("adagrad", "--iterations 1 --optimizer adagrad").Messages);
        Assert.Equal("", NewText("slow", "--iterations 1 --optimizer adagrad --learning-rate 0.001").Messages);
    }

    [Fact]
    public void AForeignFileTakesAnyOptimizer()
    {
        string text = _scratch.Write("a.txt", string.Concat(Enumerable.Repeat("a\na", 20)));
        string foreign = _scratch.Write("foreign", SafetensorsFile.WithMetadata("""{"vocabulary":"[10,97]"}"""));
        string[] train = ["train", text, "--resume", foreign, "--iterations", "2", "--quiet", "--checkpoint"];
        Charrnn.Run([.. train, _scratch["adam"], "--optimizer", "adam"]).MustSucceed();
        JsonElement info = _scratch.InfoOf("adam");
        Assert.Equal(
            ("rnn", "adam", "0.002", 2),
            (info.GetProperty("cell").GetString(), info.GetProperty("optimizer").GetString(),
                info.GetProperty("learning_rate").GetRawText(), info.GetProperty("updates").GetInt64()));
        Charrnn.Run([.. train, _scratch["adagrad"]]).MustSucceed();
        Assert.Equal("1", _scratch.InfoOf("adagrad").GetProperty("format_version").GetRawText());
        string message = Charrnn.Run([.. train, _scratch["lstm"], "--cell", "lstm"]).MustFailAtOnce(2);
        Assert.Contains("--cell lstm differs from the rnn in ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatNamesNoOptimizerTakesAnyAndOneWithoutMemoryCountsAnew()
    {
        Train("model", "--cell lstm --iterations 30");
        byte[] bytes = _scratch.BytesOf("model");
        Blank(bytes, "optimizer");
        _scratch.Write("unnamed", bytes);
        Resume("unnamed", $"--iterations 31 --optimizer rmsprop --overwrite --checkpoint {_scratch["rmsprop"]}");
        Assert.Equal("rmsprop", _scratch.InfoOf("rmsprop").GetProperty("optimizer").GetString());

        bytes = _scratch.BytesOf("model");
        foreach (string name in (string[])["rnn.weight_ih_l0", "rnn.weight_hh_l0", "rnn.bias_ih_l0", "out.weight", "out.bias"])
            foreach (string memory in (string[])["adam_m.", "adam_v."]) Blank(bytes, memory + name);
        _scratch.Write("stripped", bytes);
        Resume("stripped", $"--iterations 35 --overwrite --checkpoint {_scratch["fresh"]}");
        Assert.Equal(5, _scratch.InfoOf("fresh").GetProperty("updates").GetInt64());
    }

    [Theory]
    [InlineData("rnn.weight_hh_l1", "it has no tensor rnn.weight_hh_l1, but ", "; save all tensors of a PyTorch module with ")]
    [InlineData("layers", "its metadata have no layers; ", "")]
    [InlineData("cell", "its metadata have no cell; ", "")]
    public void AFileThatLacksAPartOfItsModelIsRefused(string lacks, string expected, string remedy)
    {
        Train("model", $"{Lstm} --iterations 2");
        byte[] bytes = _scratch.BytesOf("model");
        Blank(bytes, lacks);
        _scratch.Write("model", bytes);
        string message = Charrnn.Run("info", _scratch["model"]).MustFailAtOnce(1);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private static void Blank(byte[] bytes, string name) =>
        bytes[bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\"{name}\"")) + 1] = (byte)'x';

    private void Train(string name, string options)
    {
        string[] train = ["train", _text, "--hidden", "16", "--quiet", "--checkpoint", _scratch[name]];
        Charrnn.Run([.. train, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).MustSucceed();
    }

    private void Resume(string name, string options) =>
        Charrnn.Run(["train", _text, "--resume", _scratch[name], "--quiet", .. options.Split(' ')]).MustSucceed();

    private RunResult NewText(string name, string options)
    {
        string[] train = ["train", _text, "--resume", _scratch["model"], "--new-text", "--quiet", "--checkpoint", _scratch[name]];
        return Charrnn.Run([.. train, .. options.Split(' ')]).MustSucceed();
    }
}
