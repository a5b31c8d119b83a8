namespace CharRnnFast.Cli.CommandLine;

/// <summary>A command line that is wrong whatever the files hold: exit code 2. The message is one line, <c>WHAT; WHAT TO DO</c>.</summary>
internal sealed class UsageException(string message) : Exception(message);
