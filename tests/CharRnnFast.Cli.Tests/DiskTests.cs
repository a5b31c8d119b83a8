using System.Diagnostics;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>
/// Disks that are full or may not be written, and paths that lead elsewhere. The disks are small ones in memory, mounted for one shell.
/// </summary>
public sealed class DiskTests : IDisposable
{
    private const string CanMount = "unshare -m sh -c 'mount -t tmpfs tmpfs /mnt'";

    private readonly Scratch _scratch = new();

    [ShellFact(CanMount)]
    public void AFullDiskIsFoundOutBeforeTheFirstStep()
    {
        _scratch.TrainModel("model");
        RunResult result = OnDisk(
            "64k", $"cp model disk/; head -c 60k /dev/zero >disk/filler 2>/dev/null; {Train} --resume disk/model; code=$?; {Check}");
        Assert.Contains("disk/model cannot be written: ", result.MustFailAtOnce(1), StringComparison.Ordinal);
    }

    [ShellFact(CanMount)]
    public void ADiskThatFillsUpDuringTheRunEndsItAndKeepsTheLastSave()
    {
        string run =
            $"{Train} --hidden 16 --checkpoint disk/model --checkpoint-every 1 --iterations 0 --quiet & while [ ! -s disk/model ]; do " +
            $"sleep 0.01; done; " +
            // Over and over: a save in flight gives room back when its file replaces the one before.
            "while kill -0 $! 2>/dev/null; do head -c 1M /dev/zero >>disk/filler 2>/dev/null; sleep 0.01; done; " +
            "wait $!; code=$?; ls disk >left; cp disk/model model";
        RunResult result = OnDisk("64k", $"{run}; exit $code");
        string message = result.MustFailKept();
        Assert.Contains("disk/model cannot be written: No space left on device; make room", message, StringComparison.Ordinal);
        Assert.Equal("filler\nmodel\n", File.ReadAllText(_scratch["left"]));
        long kept = _scratch.InfoOf("model").GetProperty("iteration").GetInt64();
        Assert.Contains($"; disk/model still holds iteration {kept}\ncharrnn: resume: ", result.Messages, StringComparison.Ordinal);
        Assert.Contains(" --resume disk/model --checkpoint-every 1 --iterations 0 ", result.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".", "d/m")]
    [InlineData("d", "m")]
    public void AFolderThatIsRemovedDuringTheRunIsNamedByTheCheckpointsPath(string from, string path)
    {
        string text = _scratch.Text;
        RunResult result = Charrnn.Shell(
            $"cd {_scratch["."]}; mkdir d; cd {from}; charrnn train {text} --hidden 8 --checkpoint {path} --checkpoint-every 100 " +
            $"--iterations 0 --quiet & " +
            $"while [ ! -s {_scratch["d/m"]} ]; do sleep 0.01; done; until rm -rf {_scratch["d"]} 2>/dev/null; do :; done; wait $!");
        Assert.Equal(
            $"charrnn: {path} is in a folder that does not exist; create the folder or choose another path", result.MustFailAtOnce(1));
    }

    [ShellFact(CanMount)]
    public void AFolderThatMayNotBeWrittenIsFoundOutBeforeTheFirstStep()
    {
        _scratch.TrainModel("model");
        RunResult result = OnDisk("64k", $"cp model disk/; mount -o remount,ro disk; {Train} --resume disk/model; code=$?; {Check}");
        Assert.Matches("disk/model (cannot|may not) be written", result.MustFailAtOnce(1));
    }

    [ShellFact(CanMount)]
    public void AFullDiskUnderTheLogDoesNotTakeTheModel()
    {
        string run =
            $"{Train} --hidden 16 --checkpoint model --log disk/log --log-every 1 --iterations 100000 --quiet; code=$?; tail -c 2 " +
            $"disk/log >end; exit $code";
        RunResult result = OnDisk("64k", run);
        Assert.Contains("disk/log cannot be written: No space left on device; make room", result.MustFailSaved(), StringComparison.Ordinal);
        Assert.Matches(" train .* --resume model .*--log disk/log ", result.Messages);
        Assert.Equal("}\n", File.ReadAllText(_scratch["end"]));
        Assert.NotEqual(0, _scratch.InfoOf("model").GetProperty("iteration").GetInt64());
    }

    [Theory]
    [InlineData("--checkpoint", "ln -s /dev/null path", "is a device")]
    [InlineData("--checkpoint", "mkfifo pipe; ln -s pipe path", "is a device or a pipe")]
    [InlineData("--checkpoint", "mkdir folder; ln -s folder path", "is a folder")]
    [InlineData("--checkpoint", "mkdir path.tmp", "is a folder")]
    [InlineData("--log", "ln -s /dev/null path", "is a device")]
    [InlineData("--log", "mkfifo path", "is a device or a pipe")]
    [InlineData("--log", "mkdir path", "is a folder")]
    [InlineData("--log", "ln -s missing/log path", "does not exist")]
    public void APathThatLeadsElsewhereIsRefused(string option, string make, string expected)
    {
        string text = _scratch.Text;
        RunResult result = Charrnn.Shell($"cd {_scratch["."]}; {make}; charrnn train {text} --iterations 1 --overwrite {option} path");
        Assert.Contains(expected, result.MustFailAtOnce(1), StringComparison.Ordinal);
        Charrnn.Shell("[ -c /dev/null ]").MustSucceed();
    }

    public void Dispose() => _scratch.Dispose();

    private string Train => $"\"$exe\" train {_scratch.Text}";

    private static string Check => "cmp model disk/model || exit 99; [ \"$(ls disk | grep -v filler)\" = model ] || exit 98; exit $code";

    /// <summary>Runs a script beside a folder that is a disk of its own.</summary>
    private RunResult OnDisk(string size, string script)
    {
        _scratch.Write("script", script);
        Process process = Charrnn.StartShell(
            $"cd {_scratch["."]}; mkdir -p disk; export exe; unshare -m bash -c 'mount -t tmpfs -o size={size} tmpfs disk && . ./script'");
        return Charrnn.Finish(process, "");
    }
}
