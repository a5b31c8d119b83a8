using System.Text;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>The script that completes command lines in zsh: specifications for zsh's own function <c>_arguments</c>.</summary>
internal static class ZshCompletion
{
    public static string Of(Command root)
    {
        StringBuilder script = new(Opening);
        foreach (Command command in root.Commands) script.Append($"\n            {Quote($"{command.Name}:{Escape(command.Summary)}")}");
        script.Append(AfterCommands);
        AddSpecs(script, root);
        script.Append(AfterFirstWord);
        foreach (Command command in root.Commands)
        {
            script.Append($"        {command.Name})\n            _arguments -S");
            AddSpecs(script, command);
            script.Append(" ;;\n");
        }

        return script.Append(Closing).ToString();
    }

    private static void AddSpecs(StringBuilder script, Command command)
    {
        foreach (Option option in command.Options) Add(Spec(option) + Value(option.Kind, option.Kind?.Allowed));
        foreach (Argument argument in command.Arguments)
            Add((argument.IsRepeatable ? "*" : "") + Value(argument.Kind, $"{argument.Name}, {argument.Description}"));

        void Add(string spec) => script.Append(" \\\n                ").Append(Quote(spec));
    }

    // With an equals sign a value may follow in the same word, too.
    private static string Spec(Option option) => $"{option.Name}{(option.Kind is null ? "" : "=")}[{Escape(option.Description)}]";

    private static string Value(ValueKind? kind, string? description) => kind is null ? "" : $":{Escape(description!)}:{Action(kind)}";

    // A space stands for a value of which the description is all that can be offered.
    private static string Action(ValueKind kind) => kind switch
    {
        { Words.Length: > 0 } => $"({string.Join(' ', kind.Words)})",
        { IsPath: true, Extension.Length: > 0 } => $"_files -g \"*{kind.Extension}(-.)\"",
        { IsPath: true } => "_files",
        _ => " ",
    };

    // What ends a description inside a specification.
    private static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (char c in text) escaped.Append(c is '\\' or ':' or '[' or ']' ? $"\\{c}" : c.ToString());
        return escaped.ToString();
    }

    private static string Quote(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private const string Opening = """
        #compdef charrnn
        # Completion of charrnn for zsh: a file _charrnn in a folder of fpath; or, after compinit: source <(charrnn completion zsh)

        _charrnn() {
            local -a commands
            if (( CURRENT == 2 )); then
                commands=(
        """;

    private const string AfterCommands = """

                )
                _describe -t commands command commands
                _arguments -S
        """;

    private const string AfterFirstWord = """

                return
            fi
            shift words
            (( CURRENT-- ))
            case $words[1] in

        """;

    private const string Closing = """
            esac
        }

        if [[ $funcstack[1] == _charrnn ]]; then
            _charrnn "$@"
        else
            compdef _charrnn charrnn
        fi

        """;
}
