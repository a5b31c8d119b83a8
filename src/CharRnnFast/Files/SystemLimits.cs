using System.ComponentModel;

namespace CharRnnFast.Files;

/// <summary>
/// What a limit of the system refuses: memory, open files, threads. Whatever was to be done, the limit is what the user can change.
/// </summary>
internal static class SystemLimits
{
    /// <summary>The message for a limit that was reached; null: the exception is none's.</summary>
    public static string? Message(Exception exception) => exception switch
    {
        OutOfMemoryException => Messages.OutOfMemory(),
        ThreadStartException or Win32Exception { NativeErrorCode: SystemError.TryAgain } => Messages.TooManyThreads(),
        Win32Exception { NativeErrorCode: SystemError.NoMemory } or IOException { HResult: SystemError.NoMemory } => Messages.OutOfMemory(),
        Win32Exception { NativeErrorCode: SystemError.TooManyOpenHere or SystemError.TooManyOpen } => Messages.TooManyOpenFiles(),
        IOException { HResult: SystemError.TooManyOpenHere or SystemError.TooManyOpen } => Messages.TooManyOpenFiles(),
        TypeInitializationException or AggregateException when exception.InnerException is Exception cause => Message(cause),
        _ => null,
    };
}
