using CharRnnFast.Cli.CommandLine;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn help [COMMAND]</c>: another way to write <c>charrnn [COMMAND] --help</c>, as which it is read.</summary>
internal static class HelpCommand
{
    public const string Name = "help";

    public static Command Create(Command root)
    {
        ValueKind<string> names = ValueKind.Choice(root.Names, root.Names);
        Command command = new(Name, "Show the help of the program, or of a command");
        _ = new Argument(command, "COMMAND", "the command to describe; without it, the program", min: 0) { Kind = names };
        return command;
    }
}
