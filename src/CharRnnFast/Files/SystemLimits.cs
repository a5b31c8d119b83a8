using System.ComponentModel;

namespace CharRnnFast.Files;

/// <summary>
/// What a limit of the system refuses: memory, open files, threads. Whatever was to be done, the limit is what the user can change.
/// </summary>
internal static class SystemLimits
{
    /// <summary>The fault of a limit that was reached; null: the exception is none's.</summary>
    public static CharRnnException? Fault(Exception exception) => exception switch
    {
        OutOfMemoryException => new NoMemoryException(exception),
        ThreadStartException or Win32Exception { NativeErrorCode: SystemError.TryAgain } => new(Messages.TooManyThreads(), exception),
        Win32Exception { NativeErrorCode: SystemError.NoMemory }
            or IOException { HResult: SystemError.NoMemory } => new NoMemoryException(exception),
        Win32Exception { NativeErrorCode: SystemError.TooManyOpenHere or SystemError.TooManyOpen }
            or IOException { HResult: SystemError.TooManyOpenHere or SystemError.TooManyOpen } =>
            new(Messages.TooManyOpenFiles(), exception),
        TypeInitializationException or AggregateException when exception.InnerException is Exception cause => Fault(cause),
        _ => null,
    };
}

/// <summary>Less memory than was asked for.</summary>
internal sealed class NoMemoryException(Exception inner) : CharRnnException(Messages.OutOfMemory(), inner);
