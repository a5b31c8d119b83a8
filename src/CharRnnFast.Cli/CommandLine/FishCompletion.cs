using System.Text;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>The script that completes command lines in fish: a line for each command, option and argument.</summary>
internal static class FishCompletion
{
    public static string Of(Command root)
    {
        StringBuilder script = new(Opening);
        foreach (Command command in root.Commands)
            script.Append($"complete -c charrnn -n '__charrnn_is \"\"' -a {command.Name} -d {Quote(command.Summary)}\n");
        AddOptions(script, root, "\"\"");
        foreach (Command command in root.Commands)
        {
            AddOptions(script, command, command.Name);
            foreach (Argument argument in command.Arguments)
                script.Append($"complete -c charrnn -n '__charrnn_is {command.Name}'{Values(argument.Kind)}\n");
        }

        return script.ToString();
    }

    private static void AddOptions(StringBuilder script, Command command, string name)
    {
        foreach (Option option in command.Options)
        {
            string values = option.Kind is ValueKind kind ? $" -r{Values(kind)}" : "";
            script.Append($"complete -c charrnn -n '__charrnn_is {name}' -l {option.Name[2..]}{values} -d {Quote(option.Description)}\n");
        }
    }

    // Files that end otherwise follow those with the extension.
    private static string Values(ValueKind kind) => kind switch
    {
        { Words.Length: > 0 } => $" -f -a '{string.Join(' ', kind.Words)}'",
        { IsPath: true, Extension.Length: > 0 } => $" -f -k -a '(__fish_complete_suffix {kind.Extension})'",
        { IsPath: true } => " -F",
        _ => " -f",
    };

    private static string Quote(string text) =>
        $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    private const string Opening = """
        # Completion of charrnn for fish: for this shell, charrnn completion fish | source

        function __charrnn_is --description 'Whether the first word after charrnn is this one, empty: not there yet'
            set -l words (commandline -opc)
            test "$words[2]" = "$argv[1]"
        end

        complete -c charrnn -f

        """;
}
