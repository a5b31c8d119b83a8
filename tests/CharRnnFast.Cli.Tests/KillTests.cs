using System.Diagnostics;
using CharRnnFast.Cli.Tests.Running;
using Xunit.Abstractions;

namespace CharRnnFast.Cli.Tests;

/// <summary>
/// Runs that are killed at random moments while they save after every step: nothing is lost, and nothing is logged twice.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Seed = 20261124;

    // Milliseconds after the first save: most of a run's time goes into saving, which waits for the disk.
    private const int LongestLife = 60;

    private static readonly int Kills = LongRun.Count(Charrnn.IsNative ? 40 : 10, 200);

    [Fact]
    public void AKilledRunLeavesAWholeCheckpointThatResumesToTheSameBytes()
    {
        using Scratch scratch = new();
        System.Random random = new(Seed);
        string[] train =
            ["train", scratch.Text, "--hidden", "16", "--quiet", "--checkpoint-every", "1", "--log", scratch["log"], "--log-every", "1"];
        string[] start = ["--checkpoint", scratch.Model];
        long saved = 0;
        int temporary = 0;
        for (int kill = 1; kill <= Kills; kill++)
        {
            Kill(Charrnn.StartListening([.. train, .. start, "--iterations", "0"]), scratch, random);
            string[] others = scratch.Others("text.txt", "log", "model.safetensors");
            Assert.True(others is [] or ["model.safetensors.tmp"], string.Join(", ", others));
            temporary += others.Length;
            long iteration = scratch.InfoOf("model.safetensors").GetProperty("iteration").GetInt64();
            Assert.True(iteration >= saved, $"kill {kill} of seed {Seed} went back from iteration {saved} to {iteration}");
            saved = iteration;
            start = ["--resume", scratch.Model];
        }

        output.WriteLine($"{Kills} kills survived, {saved} saves, {temporary} temporary files left");
        Charrnn.Run([.. train, .. start, "--iterations", $"{saved + 100}"]).MustSucceed();
        scratch.TrainModel("unbroken", (int)saved + 100);
        Assert.Equal(scratch.BytesOf("unbroken"), scratch.BytesOf("model.safetensors"));
        Assert.Equal(Enumerable.Range(1, (int)saved + 100).Select(i => (long)i), scratch.LoggedIterations("log"));
        Assert.Empty(scratch.Others("text.txt", "log", "model.safetensors", "unbroken"));
    }

    private static void Kill(Process process, Scratch scratch, System.Random random)
    {
        scratch.WaitFor("model.safetensors");
        Thread.Sleep(random.Next(Charrnn.IsNative ? 5 : 150, Charrnn.IsNative ? LongestLife : 150 + LongestLife));
        Assert.False(process.HasExited, "the run ended by itself");
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
