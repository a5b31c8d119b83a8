using CharRnnFast.Cli.Commands;
using CharRnnFast.Files;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>What is right elsewhere in the command line: a question for help in place of a file, an option of another command.</summary>
internal static class WrongPlace
{
    /// <summary>Refuses <c>COMMAND help</c> where no file is called so.</summary>
    /// <exception cref="UsageException">It is that; the message shows how to ask.</exception>
    public static void CheckHelp(Command root, string[] arguments)
    {
        if (arguments is not [string typed, { Length: > 0 } word] || !char.IsAsciiLetter(word[0]) || FileTarget.Exists(word)) return;
        Command? command = root.Commands.Find(command => command.Name == typed && command.Name != HelpCommand.Name);
        if (command is null || Synonyms.Of(word, [HelpCommand.Name]) is null) return;
        throw new UsageException(Messages.AsksForHelp(word, Invocation.Of(command.Name, command.Help.Name)));
    }

    /// <summary>That an option, or another word for it, is one of another command than the one that is given it; null: of none.</summary>
    public static UsageException? OfOption(Command root, Command command, string typed)
    {
        foreach (Command other in root.Commands)
        {
            if (other != command && Synonyms.Of(typed, [.. other.Options.ConvertAll(option => option.Name)]) is string meant)
                return new(Messages.IsOptionOf(typed, command.Name, meant, other.Name, Invocation.Of(command.Name, command.Help.Name)));
        }

        return null;
    }
}
