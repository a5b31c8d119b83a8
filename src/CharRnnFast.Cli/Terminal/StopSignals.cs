using System.Runtime.InteropServices;

namespace CharRnnFast.Cli.Terminal;

/// <summary>
/// From construction to disposal the first SIGINT, SIGTERM or SIGHUP is only noted, so that the work can end in order; a second one ends
/// the process at once, as every one does before and after. A signal that the parent process ignores stays ignored.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    // The shell's convention: 128 and the signal's number.
    private const int HangUpExitCode = 129;
    private const int InterruptExitCode = 130;
    private const int TerminateExitCode = 143;

    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action? _beforeLeaving;
    private volatile int _exitCode;

    /// <summary>Starts listening.</summary>
    /// <param name="beforeLeaving">Called, on a thread of its own, when a second signal is about to end the process.</param>
    public StopSignals(Action? beforeLeaving = null)
    {
        _beforeLeaving = beforeLeaving;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Note(context, HangUpExitCode)),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Note(context, InterruptExitCode)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Note(context, TerminateExitCode)),
        ];
    }

    /// <summary>Whether a signal has come.</summary>
    public bool HasCome => _exitCode != 0;

    /// <summary>The exit code that tells the first signal; 0 where none has come.</summary>
    public int ExitCode => _exitCode;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
    }

    private void Note(PosixSignalContext context, int exitCode)
    {
        if (HasCome) _beforeLeaving?.Invoke();
        context.Cancel = !HasCome;
        _exitCode = HasCome ? _exitCode : exitCode;
    }
}
