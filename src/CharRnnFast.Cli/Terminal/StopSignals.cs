using System.Runtime.InteropServices;

namespace CharRnnFast.Cli.Terminal;

/// <summary>
/// From <see cref="Listen"/> on, SIGINT, SIGTERM, SIGHUP, SIGXCPU and SIGUSR1 are only noted, so that the work can end in order: the first
/// of them is the reason. Later ones change nothing, because schedulers send several and the system sends SIGXCPU every second; but a
/// second SIGINT, Ctrl-C, ends the process at once. Before, SIGUSR1 ends it with the exit code that asks for another run, the others as
/// ever. A signal that the parent ignores stays ignored.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    // 128 and the signal's number, as a shell says; for SIGUSR1, sysexits' EX_TEMPFAIL.
    private const int HangUpExitCode = 129;
    private const int InterruptExitCode = 130;
    private const int TerminateExitCode = 143;
    private const int TimeLimitExitCode = 152;
    private const int RunAgainExitCode = 75;

    // .NET has no names for these two, and takes the system's numbers.
    private const PosixSignal TimeLimit = (PosixSignal)24;

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action? _beforeLeaving;
    private volatile bool _listens;
    private volatile int _exitCode;
    private int _interrupts;

    /// <summary>Starts listening to SIGUSR1. A second SIGINT calls the action, on another thread, before it ends the process.</summary>
    public StopSignals(Action? beforeLeaving = null)
    {
        _beforeLeaving = beforeLeaving;
        if (!OperatingSystem.IsWindows()) Add(OperatingSystem.IsLinux() ? (PosixSignal)10 : (PosixSignal)30, RunAgainExitCode);
    }

    /// <summary>Whether a signal has come.</summary>
    public bool HasCome => _exitCode != 0;

    /// <summary>The exit code that tells the first signal; 0 where none has come.</summary>
    public int ExitCode => _exitCode;

    /// <summary>Starts listening to all.</summary>
    public void Listen()
    {
        _listens = true;
        Add(PosixSignal.SIGHUP, HangUpExitCode);
        Add(PosixSignal.SIGINT, InterruptExitCode);
        Add(PosixSignal.SIGTERM, TerminateExitCode);
        if (!OperatingSystem.IsWindows()) Add(TimeLimit, TimeLimitExitCode);
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Add(PosixSignal signal, int exitCode) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context => Note(context, exitCode)));

    private void Note(PosixSignalContext context, int exitCode)
    {
        if (!_listens) Environment.Exit(exitCode);
        bool leaves = exitCode == InterruptExitCode && Interlocked.Increment(ref _interrupts) > 1;
        if (leaves) _beforeLeaving?.Invoke();
        context.Cancel = !leaves;
        Interlocked.CompareExchange(ref _exitCode, exitCode, 0);

        // A console that is closed, a session that ends: Windows ends the process as soon as this returns, and some seconds later in any
        // case.
        if (OperatingSystem.IsWindows() && exitCode != InterruptExitCode) Thread.Sleep(Timeout.Infinite);
    }
}
