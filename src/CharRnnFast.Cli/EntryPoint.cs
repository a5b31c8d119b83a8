using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Commands;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Files;

namespace CharRnnFast.Cli;

/// <summary>From the process's arguments to its exit code. The one place where exceptions become messages.</summary>
internal static class EntryPoint
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    // SIGXFSZ ends a process that writes past the limit on a file's size (ulimit -f). With SIG_IGN such a write fails with an error, which
    // a message can tell.
    private const int FileSizeSignal = 25;
    private const int IgnoreHandler = 1;

    public static int Run(string[] arguments)
    {
        _ = Invocation.Words; // read now
        StandardError? error = null;
        try
        {
            if (!OperatingSystem.IsWindows()) LibC.Signal(FileSizeSignal, IgnoreHandler);
            error = new();
            using StandardOutput output = new();
            int exitCode = Invoke(arguments, output, error);
            output.Flush();
            return exitCode;
        }
        catch (OutputClosedException)
        {
            return Done;
        }
        catch (Exception e)
        {
            (error ?? new()).Warning(Describe(e));
            return e is UsageException ? WrongUsage : Failed;
        }
    }

    private static int Invoke(string[] arguments, StandardOutput output, StandardError error)
    {
        (Command command, bool asksForHelp) = CommandLineParser.Parse(CommandTree.Create(output, error), arguments);
        if (!asksForHelp) return command.Run();
        output.WriteText(HelpWriter.Describe(command, StandardOutput.Columns));
        return Done;
    }

    /// <summary>The message for what went wrong.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        CharRnnException fault => FaultMessages.Of(fault),
        UsageException => exception.Message,
        _ when SystemLimits.Fault(exception) is CharRnnException limit => FaultMessages.Of(limit),
        _ when FileErrors.IsFileError(exception) => Messages.FilesFailed(exception.Message),
        TypeInitializationException { InnerException: Exception cause } => Describe(cause),
        _ => Messages.Unexpected(exception.GetType().Name, exception.Message),
    };
}
