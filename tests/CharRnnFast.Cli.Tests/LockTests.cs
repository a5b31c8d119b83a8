using System.Diagnostics;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Two runs on one checkpoint, best model or log: the second is refused while the first lives, and readers are not.</summary>
public sealed class LockTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void ASecondRunIsRefusedBeforeAndAfterTheFirstSave()
    {
        using Process first = StartRun("--checkpoint", _scratch["m"], "--checkpoint-every", "100000000");
        _scratch.WaitForFile("m.tmp");
        MustBeRefused("m", "--checkpoint", "m");
        Kill(first);

        // What it leaves is no model, and in nobody's way.
        using Process second = StartRun("--checkpoint", _scratch["m"], "--checkpoint-every", "1");
        _scratch.WaitFor("m");
        MustBeRefused("m", "--resume", "m");
        MustBeRefused("m", "--checkpoint", "m", "--overwrite");
        foreach (string[] reader in (string[][])[["sample", "m", "--length", "5"], ["eval", "m", "text.txt"], ["info", "m"]])
            Charrnn.RunIn(_scratch["."], reader).MustSucceed();
        Assert.NotEmpty(File.ReadAllBytes(_scratch["m"]));
        Kill(second);
        long saved = _scratch.InfoOf("m").GetProperty("iteration").GetInt64();
        Charrnn.RunIn(_scratch["."], ["train", "text.txt", "--resume", "m", "--iterations", $"{saved + 100}"]).MustSucceed();
    }

    [Fact]
    public void ALogHasOneRunAtATime()
    {
        using Process first = StartRun("--checkpoint", _scratch["m"], "--log", _scratch["log"], "--log-every", "1");
        _scratch.WaitFor("log");
        MustBeRefused("log", "--checkpoint", "other", "--log", "log", "--overwrite");
        Charrnn.RunIn(_scratch["."], ["report", "log"]).MustSucceed();
        Assert.NotEmpty(File.ReadAllText(_scratch["log"]));
        Kill(first);
        Charrnn.RunIn(_scratch["."], ["train", "text.txt", "--checkpoint", "other", "--log", "log", "--overwrite", "--iterations", "5"])
            .MustSucceed();
        Assert.Equal([5], _scratch.LoggedIterations("log"));
    }

    [Fact]
    public void ABestModelHasOneRunAtATime()
    {
        using Process first = StartRun("--checkpoint", _scratch["m"], "--validation", "0.1", "--validation-every", "1");
        _scratch.WaitFor("m.best");
        MustBeRefused("m.best", "--resume", "m.best", "--validation", "0.1");
        Kill(first);
    }

    [Fact]
    public void OfRunsThatStartTogetherOneGoesOn()
    {
        string text = _scratch.Text;
        string script =
            $"cd {_scratch["."]}; for i in 1 2 3; do charrnn train {text} --hidden 16 --iterations 200000 --quiet --checkpoint m & " +
            $"pids=\"$pids $!\"; done; " +
            "for p in $pids; do wait $p; echo $?; done";
        Assert.Equal(
            ["0", "1", "1"], Charrnn.Shell(script).MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        Assert.Equal(200_000, _scratch.InfoOf("m").GetProperty("iteration").GetInt64());
    }

    public void Dispose() => _scratch.Dispose();

    private Process StartRun(params string[] options) =>
        Charrnn.StartListening(["train", _scratch.Text, "--hidden", "16", "--iterations", "0", "--quiet", .. options]);

    private void MustBeRefused(string path, params string[] options)
    {
        RunResult result = Charrnn.RunIn(_scratch["."], ["train", "text.txt", "--iterations", "5", "--quiet", .. options]);
        Assert.Equal($"charrnn: another run is writing {path}; wait until it ends, or choose another path", result.MustFailAtOnce(1));
    }

    private static void Kill(Process process)
    {
        Assert.False(process.HasExited, "the run ended by itself");
        process.Kill();
        process.WaitForExit();
    }
}
