using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace CharRnnFast.Cli.Tests.Running;

/// <summary>A folder for one test, removed afterwards, with texts to train on.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("charrnn-test-");

    /// <summary>A text of some thousand symbols.</summary>
    public string Text => Write("text.txt", string.Concat(Enumerable.Range(0, 400).Select(Line)));

    /// <summary>Where a test keeps its model.</summary>
    public string Model => this["model.safetensors"];

    /// <summary>The path of a file in the folder.</summary>
    public string this[string name] => Path.Join(_folder.FullName, name);

    /// <summary>Writes a file.</summary>
    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>Trains a small model quietly and returns its path.</summary>
    public string TrainModel(string name = "model.safetensors", int iterations = 30, params string[] options)
    {
        string[] train = ["train", Text, "--hidden", "16", "--iterations", $"{iterations}", "--quiet", "--checkpoint", this[name]];
        Charrnn.Run([.. train, .. options]).MustSucceed();
        return this[name];
    }

    /// <summary>Trains <see cref="Model"/> for a step: so large that each symbol takes tens of microseconds.</summary>
    public void TrainLargeModel() =>
        Charrnn.Run("train", Text, "--hidden", "1024", "--iterations", "1", "--quiet", "--checkpoint", Model).MustSucceed();

    /// <summary>What <c>info --json</c> says of a model.</summary>
    public JsonElement InfoOf(string name) => JsonElement.Parse(Charrnn.Run("info", this[name], "--json").MustSucceed().Output);

    /// <summary>Names of what is in the folder besides the files named.</summary>
    public string[] Others(params string[] names) => [.. _folder.EnumerateFileSystemInfos().Select(info => info.Name).Except(names)];

    /// <summary>A file's bytes.</summary>
    public byte[] BytesOf(string name) => File.ReadAllBytes(this[name]);

    /// <summary>The iterations of a log's lines.</summary>
    public long[] LoggedIterations(string name) =>
        [.. File.ReadLines(this[name]).Select(line => JsonElement.Parse(line).GetProperty("iteration").GetInt64())];

    /// <summary>Waits until something has been written to a file.</summary>
    public void WaitFor(string name) => Wait(name, atLeast: 1);

    /// <summary>Waits until a file is there.</summary>
    public void WaitForFile(string name) => Wait(name, atLeast: 0);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private void Wait(string name, long atLeast)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!File.Exists(this[name]) || new FileInfo(this[name]).Length < atLeast)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(5), $"nothing was written to {name}");
            Thread.Sleep(20);
        }
    }

    private static string Line(int i) => $"Line {i * 7919 % 1000} of the text, and the sum {i * i}.\n";
}
