using System.CommandLine;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn help [COMMAND]</c>: another way to write <c>charrnn [COMMAND] --help</c>, which it becomes before anything is parsed.</summary>
internal static class HelpCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "help";

    private static readonly Argument<string?> CommandArgument = new("COMMAND")
    {
        Description = "the command to describe; without it, the program",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The command.</summary>
    public static Command Create() => new(Name, "Show the help of the program, or of a command") { CommandArgument };
}
