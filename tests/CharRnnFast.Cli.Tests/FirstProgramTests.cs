using System.Diagnostics;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>The program on the first page of the library's README, which uses what is public and nothing else.</summary>
public sealed class FirstProgramTests
{
    [Fact]
    public void ItTrainsSavesResumesAndSamplesAsTheCommandLineDoes()
    {
        using Scratch scratch = new();
        string text = scratch.Write(
            "the.txt", string.Concat(Enumerable.Range(0, 300).Select(i => $"The {i % 7} cats see {i % 5} dogs.\n")));
        ProcessStartInfo start = new("dotnet", [Path.Join(AppContext.BaseDirectory, "CharRnnFast.FirstProgram.dll"), text])
        {
            WorkingDirectory = scratch[""],
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] lines = Charrnn.Finish(Process.Start(start)!, "").MustSucceed().Output.Split('\n', 3);

        string[] train = ["train", text, "--seed", "1", "--quiet"];
        Charrnn.Run([.. train, "--iterations", "2000", "--checkpoint", scratch["cli"]]).MustSucceed();
        Assert.Equal(scratch.BytesOf("cli"), scratch.BytesOf("model.safetensors"));
        Charrnn.Run([.. train, "--resume", scratch["cli"], "--iterations", "4000"]).MustSucceed();
        string[] sample =
            ["sample", scratch["cli"], "--prime", "The ", "--length", "200", "--temperature", "0.7", "--seed", "1", "--no-echo"];
        Assert.Equal(Charrnn.Run(sample).MustSucceed().Output, lines[2][..200]);
        Assert.Equal("after 2000 steps, after 4000 steps", string.Join(
            ", ", lines[..2].Select(line => line[line.IndexOf("after", StringComparison.Ordinal)..])));
    }

    [Fact]
    public void TheReadmeShowsIt()
    {
        string program = File.ReadAllText(Sources.PathOf("tests", "CharRnnFast.FirstProgram", "Program.cs"));
        Assert.InRange(program.Split('\n').Length, 1, 26);
        Assert.Contains(
            $"```csharp\n{program}```\n", File.ReadAllText(Sources.PathOf("src", "CharRnnFast", "README.md")), StringComparison.Ordinal);
    }
}
