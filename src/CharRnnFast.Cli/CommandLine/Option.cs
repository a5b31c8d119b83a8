namespace CharRnnFast.Cli.CommandLine;

/// <summary>
/// An option, by itself one without a value. What a command line says of it is kept in it, so that a command is made anew for each.
/// </summary>
internal class Option
{
    /// <param name="command">The command that it is added to.</param>
    /// <param name="name">With its two dashes.</param>
    /// <param name="description">For the help.</param>
    public Option(Command command, string name, string description)
    {
        (Name, Description) = (name, description);
        command.Options.Insert(Math.Max(command.Options.Count - 1, 0), this); // before the one for the help
    }

    public string Name { get; }

    public string Description { get; }

    /// <summary>Other ways to write its name.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>What the program does without it, where that is to be said.</summary>
    public string? DefaultText { get; init; }

    /// <summary>Whether it says how one run begins: the command that resumes that run does not repeat it.</summary>
    public bool IsForOneStart { get; init; }

    /// <summary>The values it takes; null: it takes none.</summary>
    public virtual ValueKind? Kind => null;

    public bool IsGiven { get; private set; }

    /// <summary>Its value as it was typed.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Keeps what was typed.</summary>
    public void Give(string text) => (IsGiven, Text) = (true, text);

    /// <summary>Makes a value of what was typed.</summary>
    /// <exception cref="UsageException">It is none of those allowed.</exception>
    public virtual void Read()
    {
        // A flag has none.
    }
}
