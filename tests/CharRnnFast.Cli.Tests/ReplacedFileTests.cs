using System.Runtime.CompilerServices;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Files that may not be replaced, and what is left of a model whose save fails in its last step.</summary>
public sealed class ReplacedFileTests : IDisposable
{
    private const string CanChangeUser = "[ $(id -u) = 0 ] && setpriv --reuid=nobody --clear-groups true";
    private const string CanSetImmutable = "f=$(mktemp) && chattr +i $f && chattr -i $f && rm $f";
    // The JIT's code finds the C library's functions past LD_PRELOAD.
    private const string CanCompile = "[ -n \"$CHARRNN_EXE\" ] && cc --version";
    private const string CanBind = "unshare -m true";

    private readonly Scratch _scratch = new();

    [ShellFact(CanChangeUser)]
    public void AnotherUsersFileInAStickyFolderIsSeenBeforeTheFirstStep()
    {
        string nobody = Prepare("chmod 1777 .; chmod 644 m text.txt; touch n; chmod 666 n");
        RunResult resumed = Charrnn.Shell($"{nobody} train text.txt --resume m --iterations 60");
        Assert.Contains(
            "m cannot be written: Operation not permitted; it or its folder is immutable (see lsattr), or it is another user's",
            resumed.MustFailAtOnce(1), StringComparison.Ordinal);
        RunResult fresh = Charrnn.Shell($"{nobody} train text.txt --checkpoint n --overwrite --iterations 60");
        Assert.Contains("n cannot be written: Operation not permitted; ", fresh.MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Empty(_scratch.Others("text.txt", "m", "n"));
    }

    [ShellFact(CanSetImmutable)]
    public void ImmutableFilesAndFoldersAreSeenBeforeTheFirstStep()
    {
        _scratch.TrainModel("m");
        foreach (string attribute in (string[])["i", "a"])
        {
            foreach (string what in (string[])["m", "."])
            {
                RunResult result = Charrnn.Shell(
                    $"cd {_scratch["."]}; chattr +{attribute} {what}; charrnn train text.txt --resume m --iterations 60; code=$?; chattr " +
                    $"-{attribute} {what}; exit $code");
                Assert.Contains(
                    "m cannot be written: Operation not permitted; it or its folder is immutable", result.MustFailAtOnce(1),
                    StringComparison.Ordinal);
            }
        }

        RunResult fresh = Charrnn.Shell(
            $"cd {_scratch["."]}; chattr +a .; charrnn train text.txt --checkpoint new --iterations 60; code=$?; chattr -a .; exit $code");
        Assert.Contains("new cannot be written: Operation not permitted", fresh.MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Empty(_scratch.Others("text.txt", "m"));
    }

    [ShellFact(CanBind)]
    public void AFileThatIsMountedByItselfIsSeenBeforeTheFirstStep()
    {
        _scratch.TrainModel("m");
        RunResult result = Charrnn.Shell(
            $"cd {_scratch["."]}; cp m other; export exe; unshare -m bash -c 'mount --bind other m && \"$exe\" train text.txt --resume m " +
            $"--iterations 60'");
        Assert.Contains(
            "m cannot be written: Device or resource busy; it is mounted by itself", result.MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Empty(_scratch.Others("text.txt", "m", "other"));
    }

    [ShellFact(CanCompile)]
    public void AModelWhoseRenameFailsIsKeptAndThePrintedCommandGoesOn()
    {
        _scratch.TrainModel("m");
        CompileFault();
        RunResult result = FailingFrom(2, "--resume m --iterations 60");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "m cannot be replaced: Input/output error; go on with --resume m.tmp", result.LastMessage, StringComparison.Ordinal);
        Assert.Equal(60, _scratch.InfoOf("m.tmp").GetProperty("iteration").GetInt64());
        Assert.Equal(30, _scratch.InfoOf("m").GetProperty("iteration").GetInt64());
        string resume = result.Messages.Split('\n').Single(line => line.Contains(": resume: ", StringComparison.Ordinal)).Split(
            ": resume: ")[1];
        Assert.Contains(" --resume m.tmp ", resume, StringComparison.Ordinal);

        _scratch.TrainModel("unbroken", 80);
        File.Copy(_scratch["m.tmp"], _scratch["kept"]);
        string train = resume[resume.IndexOf(" train", StringComparison.Ordinal)..].Replace(
            "--iterations 60", "--iterations 80", StringComparison.Ordinal);
        Charrnn.Shell($"cd {_scratch["."]}; charrnn {train}").MustSucceed();
        Assert.Equal(_scratch.BytesOf("unbroken"), _scratch.BytesOf("m.tmp"));

        // Put in place by hand, or by whoever goes on with the file itself.
        foreach (string how in (string[])["--resume m.tmp --checkpoint m", "--resume m"])
        {
            _scratch.TrainModel("m", 30, "--overwrite");
            File.Copy(_scratch["kept"], _scratch["m.tmp"], overwrite: true);
            Charrnn.Shell($"cd {_scratch["."]}; charrnn train text.txt {how} --iterations 80").MustSucceed();
            Assert.Equal(_scratch.BytesOf("unbroken"), _scratch.BytesOf("m"));
            Assert.False(File.Exists(_scratch["m.tmp"]));
        }
    }

    [ShellFact(CanCompile)]
    public void ARenameThatFailsAtOnceIsSeenBeforeTheFirstStep()
    {
        byte[] before = File.ReadAllBytes(_scratch.TrainModel("m"));
        CompileFault();
        Assert.Contains(
            "m cannot be written: Input/output error; its disk reports a fault",
            FailingFrom(1, "--resume m --iterations 60").MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Equal(before, _scratch.BytesOf("m"));
        Assert.Empty(_scratch.Others("text.txt", "m", "fault.c", "fault.so"));
    }

    [Fact]
    public void AWholeTemporaryModelIsNeverDestroyedUnasked()
    {
        byte[] kept = File.ReadAllBytes(_scratch.TrainModel("kept", 50));
        _scratch.TrainModel("m", 60, "--seed", "2");
        foreach (string run in (string[])["--checkpoint new", "--resume m", "--resume m --new-text --checkpoint new", "--resume kept " +
            "--new-text --checkpoint new"])
        {
            File.WriteAllBytes(_scratch["m.tmp"], kept);
            File.WriteAllBytes(_scratch["new.tmp"], kept);
            RunResult result = Charrnn.Shell($"cd {_scratch["."]}; charrnn train text.txt {run} --iterations 70");
            Assert.Matches(@"(m|new)\.tmp is a whole model of iteration 50; resume it, or give --overwrite", result.MustFailAtOnce(1));
            Assert.Equal(kept, _scratch.BytesOf("m.tmp"));
            Assert.Equal(kept, _scratch.BytesOf("new.tmp"));
            Charrnn.Shell($"cd {_scratch["."]}; charrnn train text.txt {run} --iterations 70 --overwrite --quiet").MustSucceed();
            File.Delete(_scratch["new"]);
        }
    }

    [Theory]
    [InlineData("--resume m", "m")]
    [InlineData("--resume=m --checkpoint other", "other")]
    public void AMissingModelThatASaveLeftBesideItsPathIsGoneOnWithByTheCommandShown(string options, string saved)
    {
        _scratch.TrainModel("unbroken", 50);
        File.Move(_scratch.TrainModel("m"), _scratch["m.tmp"]);
        string run = $"cd {_scratch["."]}; charrnn train text.txt {options} --iterations 50 --quiet";
        string message = Charrnn.Shell(run).MustFailAtOnce(1);
        Assert.StartsWith(
            "charrnn: m does not exist, but a save that was cut off has left the whole model of iteration 30 in m.tmp; ",
            message,
            StringComparison.Ordinal);
        Charrnn.Shell($"cd {_scratch["."]}; {message.Split("go on from it: ")[1]}").MustSucceed();
        Assert.Equal(_scratch.BytesOf("unbroken"), _scratch.BytesOf(saved));
        File.WriteAllText(_scratch["m.tmp"], "half a model");
        File.Delete(_scratch["m"]);
        Assert.Contains("m does not exist; check the path", Charrnn.Shell(run).MustFailAtOnce(1), StringComparison.Ordinal);
    }

    [ShellFact(CanChangeUser)]
    public void OwnerGroupAndModeStay()
    {
        string script = $"umask 022; cd {_scratch["."]}; chown nobody:daemon m m.best; chmod 640 m; chmod 600 m.best; " +
            "charrnn train text.txt --resume m --iterations 200 --quiet && stat -c '%U %G %a' m m.best";
        _scratch.TrainModel("m", 100, "--validation", "0.1", "--validation-every", "50");
        Assert.Equal("nobody daemon 640\nnobody daemon 600\n", Charrnn.Shell(script).MustSucceed().Output);
    }

    [Fact]
    public void AFreshFileFollowsTheUmaskAndAReportThatIsReplacedKeepsItsMode()
    {
        _scratch.TrainModel("m", 30, "--log", _scratch["log"], "--log-every", "1");
        string script =
            $"cd {_scratch["."]}; umask 027; charrnn train text.txt --checkpoint a --iterations 1 --quiet; charrnn report log --output " +
            $"r; chmod 604 r; " +
            "charrnn report log --output r --overwrite; stat -c %a a r";
        Assert.Equal("640\n604\n", Charrnn.Shell(script).MustSucceed().Output);
    }

    [ShellFact(CanCompile)]
    public void WhatTheDiskDoesNotTakeIsNotSaved()
    {
        byte[] before = File.ReadAllBytes(_scratch.TrainModel("m"));
        CompileFault();
        string run =
            $"cd {_scratch["."]}; LD_PRELOAD=$PWD/fault.so FAIL_FLUSH_FROM=2 \"$exe\" train text.txt --resume m --iterations 60 --quiet";
        RunResult result = Charrnn.Shell(run);
        Assert.Equal(1, result.ExitCode);
        Assert.Matches("^charrnn: m cannot be written: Input/output error; its disk reports a fault", result.LastMessage);
        Assert.Equal(before, _scratch.BytesOf("m"));
    }

    [ShellFact(CanCompile)]
    public void AReportThatCannotBePutInPlaceLeavesNothing()
    {
        _scratch.TrainModel("m", 30, "--log", _scratch["log"], "--log-every", "1");
        CompileFault();
        RunResult result = Charrnn.Shell($"cd {_scratch["."]}; LD_PRELOAD=$PWD/fault.so FAIL_FROM=1 \"$exe\" report log --output r");
        Assert.Contains("r cannot be written: Input/output error", result.MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Empty(_scratch.Others("text.txt", "m", "log", "fault.c", "fault.so"));
    }

    public void Dispose() => _scratch.Dispose();

    private const string OpenToNobody =
        "setpriv --reuid=nobody --clear-groups test -x \"$exe\" || { copy=$(mktemp -d); trap 'rm -rf $copy' EXIT; cp -r \"$(dirname " +
        "\"$exe\")\" $copy/bin && chmod -R a+rX $copy && exe=$copy/bin/$(basename \"$exe\"); }";

    // The test's folder, and charrnn as a user who owns nothing in it; a copy, since the build's folders may be closed to others.
    private string Prepare(string script)
    {
        _scratch.TrainModel("m");
        Charrnn.Shell($"cd {_scratch["."]}; {script}").MustSucceed();
        return $"cd {_scratch["."]}; {OpenToNobody}; setpriv --reuid=nobody --clear-groups \"$exe\"";
    }

    private RunResult FailingFrom(int rename, string options) =>
        Charrnn.Shell($"cd {_scratch["."]}; LD_PRELOAD=$PWD/fault.so FAIL_FROM={rename} \"$exe\" train text.txt {options} --quiet");

    private void CompileFault()
    {
        File.Copy(Path.Join(Path.GetDirectoryName(SourceFile()), "Running", "fault.c"), _scratch["fault.c"]);
        Charrnn.Shell($"cd {_scratch["."]}; cc -shared -fPIC -o fault.so fault.c").MustSucceed();
    }

    private static string SourceFile([CallerFilePath] string path = "") => path;
}
