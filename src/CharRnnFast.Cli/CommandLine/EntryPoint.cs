using System.CommandLine;
using System.CommandLine.Invocation;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Files;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>From the process's arguments to its exit code. The one place where exceptions become messages.</summary>
internal static class EntryPoint
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    // What stands before the program's name in the usage line of a help, and nowhere else before it.
    private const string UsageIndent = "\n  ";

    /// <summary>Runs the program.</summary>
    public static int Run(string[] arguments)
    {
        _ = Invocation.Words; // read now
        StandardError? error = null;
        try
        {
            FileSizeSignal.Ignore();
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

    /// <summary>Reads a command line; arguments are taken literally.</summary>
    /// <exception cref="UsageException">It is wrong.</exception>
    public static ParseResult Parse(Command root, string[] arguments)
    {
        WrongPlace.CheckHelp(root, arguments);
        ParserConfiguration literal = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
        ParseResult parsed = root.Parse(TokenChecker.Check(root, arguments), literal);
        return parsed.Action is ParseErrorAction ? throw new UsageException(parsed.Errors[0].Message) : parsed;
    }

    private static int Invoke(string[] arguments, StandardOutput output, StandardError error)
    {
        ParseResult parsed = Parse(CommandTree.Create(output, error), arguments);
        using StringWriter help = new() { NewLine = "\n" };
        int exitCode = parsed.Invoke(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = help });
        output.WriteText(help.ToString().Replace(UsageIndent + Invocation.StandardName, UsageIndent + Invocation.Of(), StringComparison.Ordinal));
        return exitCode;
    }

    /// <summary>The message for what went wrong.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        CharRnnException or UsageException => exception.Message,
        _ when SystemLimits.Message(exception) is string message => message,
        _ when FileErrors.IsFileError(exception) => Messages.FilesFailed(exception.Message),
        TypeInitializationException { InnerException: Exception cause } => Describe(cause),
        _ => Messages.Unexpected(exception.GetType().Name, exception.Message),
    };
}
