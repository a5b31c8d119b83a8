using System.Runtime.CompilerServices;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>
/// The README's lines of Python, really run: models from numpy and PyTorch train, score and sample, and ours are the same there.
/// </summary>
public sealed class MovingModelsTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private const string Fence = "```";
    private const string HasNumpy = Python + " -c 'import importlib.util as i, sys; sys.exit(not i.find_spec(\"numpy\"))'";
    private const string HasTorch = Python +
        " -c 'import importlib.util as i, sys; sys.exit(not (i.find_spec(\"numpy\") and i.find_spec(\"torch\")))'";

    private readonly Scratch _scratch = new();

    [ShellFact(HasNumpy)]
    public void AModelFromNumpyTrainsAndSamples()
    {
        const string Make = """
            rng = np.random.default_rng(1); chars = sorted(set(open("text.txt").read())); H, V = 20, len(chars)
            w = {n: rng.normal(0, 0.01, s).astype("f4") for n, s in {"Wxh": (H, V), "Whh": (H, H), "Why": (V, H)}.items()}
            v = json.dumps([ord(c) for c in chars]); save("foreign", w, vocabulary=v)
            rest = {"bh": H, "by": V, "mWxh": (H, V), "mWhh": (H, H), "mWhy": (V, H), "mbh": H, "mby": V, "hprev": (1, H)}
            save("filled", {**w, **{n: np.zeros(s, "f4") for n, s in rest.items()}}, vocabulary=v)
            """;
        string text = _scratch.Text;
        RunPython(BeforeTorch, Make);
        Assert.Equal(200, Charrnn.Run("sample", _scratch["foreign"], "--length", "200", "--seed", "1").MustSucceed().Output.Length);
        foreach (string name in (string[])["foreign", "filled"])
            Charrnn.Run(
                "train", text, "--resume", _scratch[name], "--checkpoint", _scratch[name + ".model"], "--iterations", "50").MustSucceed();
        Assert.Equal(_scratch.BytesOf("filled.model"), _scratch.BytesOf("foreign.model"));
        Assert.Equal(50, _scratch.InfoOf("foreign.model").GetProperty("iteration").GetInt64());
        Charrnn.Run("train", text, "--resume", _scratch["foreign.model"], "--iterations", "60").MustSucceed();
    }

    [ShellFact(HasNumpy)]
    public void AModelOfOursComesBackFromNumpy()
    {
        _scratch.TrainModel("book.safetensors", 60);
        RunPython(
            BeforeTorch, "info, w = load(\"book.safetensors\"); save(\"back\", w, vocabulary=info[\"vocabulary\"])");
        string[] sample = ["--seed", "1", "--length", "300"];
        string expected = Charrnn.Run(["sample", _scratch["book.safetensors"], .. sample]).MustSucceed().Output;
        Assert.Equal(expected, Charrnn.Run(["sample", _scratch["back"], .. sample]).MustSucceed().Output);
    }

    [ShellFact(HasTorch)]
    public void TorchGivesTheSameText()
    {
        const string Generate = """
            chars = [chr(c) for c in json.loads(info["vocabulary"])]
            text = "the "; h = torch.zeros(1, H); one_hot = torch.nn.functional.one_hot
            for c in text: y, h = model["rnn"](one_hot(torch.tensor([chars.index(c)]), V).float(), h)
            for _ in range(100):
                i = int(model["out"](y)[0].argmax()); text += chars[i]
                y, h = model["rnn"](one_hot(torch.tensor([i]), V).float(), h)
            open("torch.txt", "w").write(text)
            """;
        _scratch.TrainModel("book.safetensors", 2000);
        RunPython(BeforeLstm, Generate);
        string[] sample = ["--state", "zero", "--prime", "the ", "--temperature", "0", "--length", "100"];
        Assert.Equal(
            Charrnn.Run(["sample", _scratch["book.safetensors"], .. sample]).MustSucceed().Output, File.ReadAllText(_scratch["torch.txt"]));
    }

    [ShellFact(HasTorch)]
    public void ModelsComeBackFromTorchWithEveryByteOfWeightsAndMemory()
    {
        _scratch.TrainModel("book.safetensors", 60);
        _scratch.TrainModel("lstm.safetensors", 60, "--cell", "lstm", "--layers", "2");
        RunPython(Shown, Compare + "compare('book'); compare('lstm')");
        _scratch.TrainModel("gru.safetensors", 60, "--cell", "gru", "--layers", "3");
        RunPython(OfGru, Compare + "compare('gru')");
        foreach (string name in (string[])["book", "lstm", "gru"])
        {
            // The run goes on, from states of 0, and warns of no missing memory.
            string[] train = ["train", _scratch.Text, "--resume", _scratch[name + "2.safetensors"], "--iterations", "65", "--quiet"];
            Assert.Equal("", Charrnn.Run(train).MustSucceed().Messages);
        }
    }

    [ShellFact(HasTorch)]
    public void OursScoreInTorchAsHere()
    {
        _scratch.TrainModel("book.safetensors", 200);
        RunPython(BeforeLstm, Score);
        CheckScore("book.safetensors");
        _scratch.TrainModel("lstm.safetensors", 200, "--cell", "lstm", "--layers", "2", "--batch", "4", "--sequence-length", "20");
        RunPython(Shown, Score);
        CheckScore("lstm.safetensors");
        _scratch.TrainModel("gru.safetensors", 200, "--cell", "gru", "--layers", "2", "--batch", "4", "--sequence-length", "20");
        RunPython(OfGru, Score);
        CheckScore("gru.safetensors");
    }

    [ShellFact(HasTorch)]
    public void TorchsScoreHereAsThere()
    {
        TrainInTorch("RNN", 1);
        TrainInTorch("RNN", 2);
        TrainInTorch("GRU", 2);
        TrainInTorch("LSTM", 2);
    }

    // 200 steps with symbols in descending order, then the same loss here; info, sample and train take the file, too.
    private void TrainInTorch(string cell, int layers)
    {
        const string Train = """
            import torch; torch.manual_seed(1); text = open("text.txt").read(); chars = sorted(set(text), reverse=True)
            V, H, B, T = len(chars), 32, 4, 20
            class Net(torch.nn.Module):
                def __init__(self):
                    super().__init__()
                    self.cells = torch.nn.CELL(V, H, LAYERS, batch_first=True); self.head = torch.nn.Linear(H, V)
                def forward(self, x): return self.head(self.cells(x)[0])
            net = Net(); adam = torch.optim.Adam(net.parameters(), 0.01); x = torch.tensor([chars.index(c) for c in text])
            n = len(x) // B - 1
            for step in range(200):
                at = torch.tensor([b * n + step * T % (n - T) for b in range(B)])[:, None] + torch.arange(T)
                y = net(torch.nn.functional.one_hot(x[at], V).float())
                adam.zero_grad(); torch.nn.functional.cross_entropy(y.flatten(0, 1), x[at + 1].flatten()).backward(); adam.step()
            info = {"vocabulary": json.dumps([ord(c) for c in chars])}
            save("torch.safetensors", torch.nn.ModuleDict({"module": net}).state_dict(), **info)
            model = {"rnn": lambda x: net.cells(x[None]), "out": lambda y: net.head(y[0])}

            """;
        string text = _scratch.Text, model = _scratch["torch.safetensors"];
        string script = Train.Replace("CELL", cell, StringComparison.Ordinal).Replace("LAYERS", $"{layers}", StringComparison.Ordinal);
        RunPython(BeforeTorch, script + Score);
        CheckScore("torch.safetensors");
        Assert.Matches(
            $"network: +{cell.ToLowerInvariant()}, {layers} layers?\n", Charrnn.Run("info", model).MustSucceed().Output);
        Charrnn.Run("sample", model, "--length", "20", "--seed", "1").MustSucceed();
        string[] train = ["train", text, "--resume", model, "--checkpoint", _scratch["own"], "--iterations", "5", "--overwrite"];
        Charrnn.Run(train).MustSucceed();
        Assert.Equal(5, _scratch.InfoOf("own").GetProperty("iteration").GetInt64());
        Assert.Equal((cell, layers) == ("RNN", 1) ? "1" : "2", _scratch.InfoOf("own").GetProperty("format_version").ToString());
    }

    public void Dispose() => _scratch.Dispose();

    // The loss of PyTorch's arithmetic in float32, its terms in float64, from the zero state: the first symbol is given.
    private const string Score = """
        chars = [chr(c) for c in json.loads(info["vocabulary"])]; x = torch.tensor([chars.index(c) for c in open("text.txt").read()])
        one_hot = torch.nn.functional.one_hot(x[:-1], len(chars)).float()
        with torch.no_grad(): y = model["out"](model["rnn"](one_hot)[0])
        open("score.txt", "w").write(repr(float(torch.nn.functional.cross_entropy(y.double(), x[1:]))))
        """;

    private const string Compare = """
        def compare(name):
            info, old = load(name + ".safetensors"); new = load(name + "2.safetensors")[1]
            assert set(old) - set(new) <= {"hprev", "cprev"} and set(new) <= set(old), set(old) ^ set(new)
            assert all(new[k].tobytes() == old[k].tobytes() for k in new)

        """;

    private static string Shown { get; } =
        File.ReadAllText(Path.Join(SourceFolder(), "../../README.md")).Split(Fence + "python\n")[1].Split(Fence)[0];

    private static string BeforeTorch => Shown[..Shown.IndexOf("import torch", StringComparison.Ordinal)];

    private static string BeforeLstm => Shown[..Shown.IndexOf("info, w = load(\"lstm", StringComparison.Ordinal)];

    // Its lines for an LSTM, changed as they say.
    private static string OfGru => BeforeTorch +
        "import torch\n" + Shown[BeforeLstm.Length..]
            .Replace("lstm", "gru", StringComparison.Ordinal)
            .Replace("nn.LSTM", "nn.GRU", StringComparison.Ordinal)
            .Replace(" if \"bias_hh\" not in k", "", StringComparison.Ordinal);

    private void CheckScore(string model)
    {
        string output = Charrnn.Run("eval", _scratch[model], _scratch["text.txt"], "--state", "zero").MustSucceed().Output;
        double here = System.Text.Json.JsonElement.Parse(output).GetProperty("nats_per_symbol").GetDouble();
        double there = double.Parse(File.ReadAllText(_scratch["score.txt"]), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(here / there, 1 - 1e-6, 1 + 1e-6);
    }

    private void RunPython(string shown, string more)
    {
        _scratch.Write("moving.py", shown + more);
        Charrnn.Shell($"cd {_scratch["."]} && {Python} moving.py").MustSucceed();
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
