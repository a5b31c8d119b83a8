using System.Diagnostics;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>The training loop allocates nothing. It runs in a process of its own, because the test host allocates too.</summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("2", "1")]
    [InlineData("3", "2")] // one more than most machines of the tests have: threads sleep and are woken
    [InlineData("8", "5")]
    [InlineData("1", "1", "lstm", "2", "0.2")]
    [InlineData("1", "5", "lstm", "2", "0.2")]
    [InlineData("3", "5", "gru", "2", "0.2")]
    [InlineData("2", "1", "gru", "2", "0")]
    public void TwoThousandStepsWithLogProgressAndValidationAllocateNothing(string threads, string batch, params string[] network)
    {
        using Scratch scratch = new();
        string probe = Path.Join(AppContext.BaseDirectory, "CharRnnFast.AllocationProbe.dll");
        ProcessStartInfo start = new("dotnet", [probe, scratch.Text, scratch["log"], threads, batch, .. network])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        RunResult result = Charrnn.Finish(Process.Start(start)!, "").MustSucceed();
        Assert.Equal("0 0\n", result.Output);
        Assert.Equal(36, File.ReadLines(scratch["log"]).Count());
        Assert.Equal(
            12, File.ReadLines(scratch["log"]).Count(line => line.Contains("validation_bits_per_symbol", StringComparison.Ordinal)));
        Assert.True(File.Exists(scratch["log.best"]));
        Assert.InRange(result.Messages.Split('\n').Length, 3000, 3010);
    }
}
