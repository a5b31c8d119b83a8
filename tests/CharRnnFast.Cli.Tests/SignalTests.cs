using System.Diagnostics;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Runs that are stopped from outside, and messages that nobody reads.</summary>
public sealed class SignalTests
{
    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("XCPU", 152)]
    [InlineData("USR1", 75)]
    public void ASignalEndsTheRunInOrder(string signal, int exitCode)
    {
        using Scratch scratch = new();
        string text = scratch.Text;
        string[] train = ["train", text, "--hidden", "16", "--iterations", "0", "--quiet", "--checkpoint", scratch.Model];
        Process process = Charrnn.StartListening([.. train, "--log", scratch["it's log"]]);
        scratch.WaitFor("it's log");
        Send(signal, process);
        RunResult result = Charrnn.Finish(process, "");
        Assert.Equal(exitCode, result.ExitCode);
        string quotedLog = $"'{scratch["it's log"].Replace("'", @"'\''", StringComparison.Ordinal)}'";
        string resume = $"{Charrnn.Path} train {text} --resume {scratch.Model} --iterations 0 --log {quotedLog} --quiet";
        Assert.Equal($"charrnn: resume: {resume}", result.LastMessage);
        Charrnn.Shell(resume.Replace("--iterations 0", "--iterations 1", StringComparison.Ordinal)).MustSucceed();
    }

    [Fact]
    public void ASecondSignalLeavesAtOnce()
    {
        using Scratch scratch = new();

        // A step that takes long: the widest model on the longest sequences.
        string[] sizes = ["--hidden", "1024", "--sequence-length", "1024", "--batch", "12", "--learning-rate", "1e-9", "--iterations", "0"];
        Process process = Charrnn.StartListening(["train", scratch.Text, "--checkpoint", scratch.Model, "--threads", "1", .. sizes]);
        Assert.StartsWith("text:", process.StandardError.ReadLine(), StringComparison.Ordinal);
        while (!process.WaitForExit(30)) Send("INT", process);
        RunResult result = Charrnn.Finish(process, "");
        Assert.Equal(130, result.ExitCode);
        Assert.DoesNotContain("stopped at", result.Messages, StringComparison.Ordinal);
        Assert.False(File.Exists(scratch.Model));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("XCPU", 152)]
    [InlineData("USR1", 75)]
    public void BeforeTheFirstStepNothingIsSaved(string signal, int exitCode)
    {
        using Scratch scratch = new();
        Process process = Charrnn.StartListening("train", "-", "--checkpoint", scratch.Model);

        // More than a pipe holds: the process has begun to read it.
        process.StandardInput.Write(new string('a', 1 << 20));
        process.StandardInput.Flush();
        Send(signal, process);
        process.WaitForExit();
        Assert.Equal((exitCode, ""), (process.ExitCode, process.StandardError.ReadToEnd()));
        Assert.Empty(scratch.Others());
        process.Dispose();
    }

    // Schedulers warn, and then end; the system sends SIGXCPU every second.
    [Theory]
    [InlineData("USR1 TERM TERM HUP", 75)]
    [InlineData("XCPU XCPU XCPU", 152)]
    [InlineData("TERM INT USR1", 143)]
    [InlineData("HUP HUP", 129)]
    public void FurtherSignalsDoNotStopTheSave(string signals, int exitCode)
    {
        using Scratch scratch = new();
        string[] sizes =
        [
            // A step of more than the 0.6 s of the signals: one that comes after the last save finds nobody who listens.
            "--layers", "2", "--hidden", "1024", "--sequence-length", "1024", "--batch", "12", "--iterations", "0", "--threads",
            "1",
        ];
        Process process = Charrnn.StartListening(["train", scratch.Text, "--checkpoint", scratch.Model, "--sample-every", "0", .. sizes]);
        for (int line = 0; line < 3; line++) process.StandardError.ReadLine();
        LetWork(process, milliseconds: 200);
        foreach (string signal in signals.Split(' '))
        {
            // Two at the same moment are not handled in any order: .NET gives SIGTERM and SIGINT a thread of their own at once, others a
            // thread of the pool, which has to be started first.
            Send(signal, process);
            if (signal is not ("TERM" or "INT")) WaitForPoolThread(process);
            LetWork(process, milliseconds: 100);
        }

        RunResult result = Charrnn.Finish(process, "");
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Matches("^charrnn: resume: .*charrnn train ", result.LastMessage);
        Assert.NotEqual(0, scratch.InfoOf("model.safetensors").GetProperty("iteration").GetInt64());
    }

    [Fact]
    public void ALimitOnProcessorTimeSavesTheModel()
    {
        using Scratch scratch = new();
        RunResult result = Charrnn.Shell(
            $"ulimit -S -t 3; exec env --default-signal=XCPU \"$exe\" train {scratch.Text} --iterations 0 --quiet --checkpoint " +
            $"{scratch.Model}");
        Assert.Equal(152, result.ExitCode);
        Assert.NotEqual(0, scratch.InfoOf("model.safetensors").GetProperty("iteration").GetInt64());
    }

    [Fact]
    public void InOtherCommandsTheSchedulersSignalsDoWhatTheyDoByDefault()
    {
        using Scratch scratch = new();
        Process process = Charrnn.StartListening("sample", scratch.TrainModel(), "--length", "0", "--seed", "1");
        process.StandardOutput.Read();
        Send("USR1", process);
        Assert.Equal(138, Charrnn.Finish(process, "").ExitCode);
    }

    [Fact]
    public void TheModelIsSavedBeforeTheLastSampleIsShown()
    {
        using Scratch scratch = new();
        Process process = Charrnn.StartListening(
            "train", scratch.Text, "--hidden", "512", "--iterations", "1", "--sample-length", "1000000", "--checkpoint", scratch.Model);
        scratch.WaitFor("model.safetensors");
        Assert.False(process.HasExited);
        process.Kill();
        Charrnn.Finish(process, "");
        Assert.Contains(" 1 iterations,", Charrnn.Run("info", scratch.Model).MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AnIgnoredSignalStaysIgnored()
    {
        using Scratch scratch = new();
        string train = $"charrnn train {scratch.Text} --hidden 16 --iterations 60000 --log {scratch["log"]} --checkpoint {scratch.Model}";
        string signals =
            $"while [ ! -s {scratch["log"]} ]; do sleep 0.05; done; kill -INT $!; kill -HUP $!; kill -USR1 $!; kill -XCPU $!; wait $!";
        RunResult result = Charrnn.Shell($"trap '' INT HUP USR1 XCPU; {train} & {signals}").MustSucceed();
        Assert.Contains("done: 60,000 iterations", result.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2> >(head -c 1 >/dev/null)")]
    [InlineData("2>/dev/full")]
    [InlineData(">&- 2>&-")]
    public void AClosedStandardErrorDoesNotStopTheTraining(string redirection)
    {
        using Scratch scratch = new();
        string train = $"charrnn train {scratch.Text} --iterations 300 --sample-every 20 --checkpoint {scratch.Model}";
        Charrnn.Shell($"{train} {redirection}").MustSucceed();
        Assert.True(File.Exists(scratch.Model));
    }

    [Fact]
    public void AClosedStandardOutputDoesNotHideAFailure()
    {
        using Scratch scratch = new();
        RunResult result = Charrnn.Shell($"charrnn train {scratch["missing.txt"]} >&-");
        Assert.Contains("does not exist", result.MustFailAtOnce(1), StringComparison.Ordinal);
    }

    [Fact]
    public void AClosedStandardOutputKeepsItsNumberFromTheMessages()
    {
        using Scratch scratch = new();
        string model = scratch.TrainModel();
        Charrnn.Shell($"charrnn info {model} >&- 2>{scratch["messages"]}").MustSucceed();
        Assert.Equal("", File.ReadAllText(scratch["messages"]));
        Charrnn.Shell($"charrnn train {scratch.Text} --resume {model} 2>&- >{scratch["output"]}").MustSucceed();
        Assert.Equal("", File.ReadAllText(scratch["output"]));
    }

    [Fact]
    public void ACommandWithoutOutputKeepsItsExitCodeWhereStandardOutputIsClosed()
    {
        using Scratch scratch = new();
        string script =
            $"env --default-signal=INT \"$exe\" train {scratch.Text} --hidden 16 --iterations 0 --log {scratch["log"]} --checkpoint " +
            $"{scratch.Model} >&- 2>&- & " +
            $"while [ ! -s {scratch["log"]} ]; do sleep 0.05; done; kill -INT $!; wait $!";
        Assert.Equal(130, Charrnn.Shell(script).ExitCode);
    }

    [Fact]
    public void UnderNohupTheRunOutlivesItsTerminal()
    {
        using Scratch scratch = new();
        string train =
            $"nohup \"$exe\" train {scratch.Text} --hidden 16 --iterations 0 --log {scratch["log"]} --checkpoint {scratch.Model} --quiet";
        string wait = $"while [ ! -s {scratch["log"]} ]; do sleep 0.05; done";
        RunResult result = Charrnn.Shell($"{train} 2>/dev/null & {wait}; kill -HUP $!; sleep 0.5; kill -0 $! && kill -TERM $!; wait $!");
        Assert.Equal(143, result.ExitCode);
        Assert.NotEqual(0, scratch.InfoOf("model.safetensors").GetProperty("iteration").GetInt64());
    }

    [ShellFact("command -v tmux")]
    public void ClosingAWindowOfTmuxSavesTheModel()
    {
        using Scratch scratch = new();
        scratch.Write(
            "run",
            $"exec env --default-signal=HUP \"{Charrnn.Path}\" train {scratch.Text} --hidden 16 --iterations 0 --log {scratch["log"]} " +
            $"--checkpoint {scratch.Model}");
        string server = $"tmux -S {scratch["socket"]}";
        string wait = $"while [ ! -s {scratch["log"]} ]; do sleep 0.05; done";
        Charrnn.Shell($"{server} new-session -d \"bash {scratch["run"]}\"; {wait}; {server} kill-window").MustSucceed();
        scratch.WaitFor("model.safetensors");
        Assert.Equal(scratch.LoggedIterations("log")[^1], scratch.InfoOf("model.safetensors").GetProperty("iteration").GetInt64());
        Assert.Empty(scratch.Others("text.txt", "run", "log", "socket", "model.safetensors"));
    }

    private static void Send(string signal, Process process) =>
        Process.Start("kill", ["-" + signal, $"{process.Id}"]).WaitForExit();

    // In processor time: on a busy machine much of the clock's passes before a thread of the process runs.
    private static void LetWork(Process process, int milliseconds)
    {
        double end = Milliseconds() + milliseconds;
        while (Milliseconds() < end) Thread.Sleep(10);

        double Milliseconds()
        {
            process.Refresh();
            return process.HasExited ? double.PositiveInfinity : process.TotalProcessorTime.TotalMilliseconds;
        }
    }

    // The pool's threads are there, and have done what was given to them: on a busy machine one that is there may not have run yet.
    private static void WaitForPoolThread(Process process)
    {
        while (!process.HasExited)
        {
            string[] workers = [.. Threads(process).Where(status => status.Contains("(.NET TP Worker", StringComparison.Ordinal))];
            if (workers.Length > 0 && workers.All(status => status.Contains(") S ", StringComparison.Ordinal))) return;
            Thread.Sleep(10);
        }
    }

    private static IEnumerable<string> Threads(Process process)
    {
        string tasks = $"/proc/{process.Id}/task";
        return Directory.Exists(tasks) ? Directory.GetDirectories(tasks).Select(StatusOf) : [];
    }

    private static string StatusOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Join(task, "stat"));
        }
        catch (IOException)
        {
            return ""; // the thread has ended
        }
    }
}
