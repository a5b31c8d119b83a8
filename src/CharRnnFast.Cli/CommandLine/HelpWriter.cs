using System.Text;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>The help of a command or of the program, wrapped between words to keep within some columns where they allow.</summary>
internal sealed class HelpWriter(int columns)
{
    private const int Indent = 2;

    private readonly StringBuilder _text = new();

    public static string Describe(Command command, int columns)
    {
        HelpWriter writer = new(columns);
        writer._text.Append("Description:\n  ");
        writer.Wrap(command.Summary, Indent);
        string usage = command.Commands.Count > 0
            ? $"{Invocation.Of()} [command]"
            : string.Join(' ', [Invocation.Of(command.Name), .. command.Arguments.ConvertAll(argument => argument.Usage)]);
        writer._text.Append("\nUsage:\n  ").Append(usage).Append(" [options]\n");
        writer.List("Arguments", command.Arguments, Label, Describe);
        writer.List("Options", command.Options, Label, Describe);
        writer.List("Commands", command.Commands, Label, listed => listed.Summary);
        return writer._text.ToString();
    }

    private static string Label(Command command) => string.Join(' ', [command.Name, .. command.Arguments.ConvertAll(Label)]);

    private static string Label(Argument argument) => $"<{argument.Name}>";

    private static string Label(Option option)
    {
        string names = string.Join(", ", [.. option.Aliases, option.Name]);
        return option.Kind is ValueKind kind ? $"{names} <{kind.Placeholder}>" : names;
    }

    /// <summary>What is said of an argument: its default too.</summary>
    public static string Describe(Argument argument) =>
        argument.Default is string text ? $"{argument.Description} [default: {text}]" : argument.Description;

    /// <summary>What is said of an option: its range and default too.</summary>
    public static string Describe(Option option) => (option.Kind?.Range, option.DefaultText) switch
    {
        (string range, string text) => $"{option.Description} [{range}; default: {text}]",
        (string range, null) => $"{option.Description} [{range}]",
        (null, string text) => $"{option.Description} [default: {text}]",
        _ => option.Description,
    };

    // A label that takes more than half of the width has a line of its own.
    private void List<T>(string title, List<T> rows, Func<T, string> labelOf, Func<T, string> describe)
    {
        if (rows.Count == 0) return;
        _text.Append('\n').Append(title).Append(":\n");
        int column = Math.Min(rows.Max(row => labelOf(row).Length) + (2 * Indent), columns / 2);
        foreach (T row in rows)
        {
            string label = labelOf(row);
            _text.Append(' ', Indent).Append(label);
            int gap = column - Indent - label.Length;
            if (gap >= Indent) _text.Append(' ', gap);
            else _text.Append('\n').Append(' ', column);
            Wrap(describe(row), column);
        }
    }

    private void Wrap(string text, int indent)
    {
        int used = indent;
        foreach (string word in text.Split(' '))
        {
            bool isFirst = used == indent, fits = used + 1 + word.Length <= columns;
            if (!isFirst) _text.Append(fits ? " " : "\n").Append(' ', fits ? 0 : indent);
            used = isFirst || !fits ? indent + word.Length : used + 1 + word.Length;
            _text.Append(word);
        }

        _text.Append('\n');
    }
}
