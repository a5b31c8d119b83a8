using System.Text;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>The manual page in roff, with the macros of man(7). Without a date, so that a version has one page.</summary>
internal sealed class ManualWriter
{
    // Longer lines are bad style to mandoc.
    private const int MaxColumns = 78;

    private readonly StringBuilder _page = new();

    public static string Describe(Command root)
    {
        ManualWriter writer = new();
        writer._page.Append($".TH CHARRNN 1 \"\" \"{root.Name} {ProgramInfo.Version}\" \"User Commands\"\n.SH NAME\n");
        writer.Wrap($"{root.Name} - {char.ToLowerInvariant(root.Summary[0])}{root.Summary[1..].TrimEnd('.')}");
        writer.AddSynopsis(root);
        writer._page.Append(ManualText.Description).Append(".SH OPTIONS\n");
        writer.AddOptions(root);
        writer._page.Append(".SH COMMANDS\n");
        foreach (Command command in root.Commands) writer.Add(root, command);
        return writer._page.Append(ManualText.Rest).ToString();
    }

    private void AddSynopsis(Command root)
    {
        _page.Append(".SH SYNOPSIS\n");
        foreach (Command command in root.Commands)
        {
            _page.Append(command == root.Commands[0] ? "" : ".br\n").Append($"\\fB{root.Name} {command.Name}\\fR");
            foreach (Argument argument in command.Arguments) _page.Append($" {Values(argument.Usage)}");
            _page.Append(" [\\fIoptions\\fR]\n");
        }
    }

    private void Add(Command root, Command command)
    {
        _page.Append($".SS {root.Name} {command.Name}\n");
        Wrap($"{command.Summary}.");
        foreach (Argument argument in command.Arguments)
        {
            _page.Append($".TP\n\\fI{argument.Name}\\fR\n");
            Wrap(HelpWriter.Describe(argument));
        }

        if (command.Options is not [Option]) AddOptions(command);
    }

    // The one for the help is told once, with those of the program.
    private void AddOptions(Command command)
    {
        foreach (Option option in command.Options)
        {
            if (option == command.Help && command.Commands.Count == 0) continue;
            _page.Append(".TP\n");
            foreach (string alias in option.Aliases) _page.Append($"\\fB{Escape(alias)}\\fR, ");
            _page.Append($"\\fB{Escape(option.Name)}\\fR");
            if (option.Kind is ValueKind kind) _page.Append(Values($" <{kind.Placeholder}>"));
            _page.Append('\n');
            Wrap(HelpWriter.Describe(option));
        }
    }

    // <TEXT> in italics.
    private static string Values(string usage) =>
        Escape(usage).Replace("<", "\\fI", StringComparison.Ordinal).Replace(">", "\\fR", StringComparison.Ordinal);

    private void Wrap(string text)
    {
        int used = 0;
        foreach (string word in text.Split(' '))
        {
            string escaped = Escape(word);
            if (used > 0) _page.Append(used + 1 + escaped.Length <= MaxColumns ? ' ' : '\n');
            used = used > 0 && used + 1 + escaped.Length <= MaxColumns ? used + 1 + escaped.Length : escaped.Length;
            _page.Append(escaped);
        }

        _page.Append('\n');
    }

    // A line must not begin with a control character, which \& does not print.
    private static string Escape(string word)
    {
        StringBuilder escaped = new(word.StartsWith('.') ? "\\&" : "");
        foreach (char c in word)
        {
            escaped.Append(c switch
            {
                '\\' => "\\e",
                '-' => "\\-",
                '\'' => "\\(aq",
                '`' => "\\(ga",
                '^' => "\\(ha",
                '~' => "\\(ti",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
