using System.Runtime.CompilerServices;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>
/// The README's lines of Python, really run: models from numpy train and sample, and ours are the same in numpy and PyTorch.
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
            save("foreign", w, chars)
            rest = {"bh": H, "by": V, "mWxh": (H, V), "mWhh": (H, H), "mWhy": (V, H), "mbh": H, "mby": V, "hprev": (1, H)}
            save("filled", {**w, **{n: np.zeros(s, "f4") for n, s in rest.items()}}, chars)
            """;
        string text = _scratch.Text;
        RunPython(withTorch: false, Make);
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
            withTorch: false, "info, w = load(\"book.safetensors\"); save(\"back\", w, [chr(c) for c in " +
                "json.loads(info[\"vocabulary\"])])");
        string[] sample = ["--seed", "1", "--length", "300"];
        string expected = Charrnn.Run(["sample", _scratch["book.safetensors"], .. sample]).MustSucceed().Output;
        Assert.Equal(expected, Charrnn.Run(["sample", _scratch["back"], .. sample]).MustSucceed().Output);
    }

    [ShellFact(HasTorch)]
    public void TorchGivesTheSameText()
    {
        const string Generate = """
            chars = [chr(c) for c in json.loads(load("book.safetensors")[0]["vocabulary"])]; text = "the "; h = torch.zeros(1, H)
            one_hot = torch.nn.functional.one_hot
            for c in text: y, h = rnn(one_hot(torch.tensor([chars.index(c)]), V).float(), h)
            for _ in range(100):
                i = int(out(y)[0].argmax()); text += chars[i]
                y, h = rnn(one_hot(torch.tensor([i]), V).float(), h)
            open("torch.txt", "w").write(text)
            """;
        _scratch.TrainModel("book.safetensors", 2000);
        RunPython(withTorch: true, Generate);
        string[] sample = ["--state", "zero", "--prime", "the ", "--temperature", "0", "--length", "100"];
        Assert.Equal(
            Charrnn.Run(["sample", _scratch["book.safetensors"], .. sample]).MustSucceed().Output, File.ReadAllText(_scratch["torch.txt"]));
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>Runs the README's lines, those for PyTorch only where it is there, and some more.</summary>
    private void RunPython(bool withTorch, string more)
    {
        string shown = File.ReadAllText(Path.Join(SourceFolder(), "../../README.md")).Split(Fence + "python\n")[1].Split(Fence)[0];
        _scratch.Write("moving.py", (withTorch ? shown : shown[..shown.IndexOf("import torch", StringComparison.Ordinal)]) + more);
        Charrnn.Shell($"cd {_scratch["."]} && {Python} moving.py").MustSucceed();
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
