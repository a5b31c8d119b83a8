namespace CharRnnFast.Cli.CommandLine;

/// <summary>
/// An option, by itself one without a value. What a command line says of it is kept in it, so that a command is made anew for each.
/// </summary>
internal class Option
{
    /// <summary>Adds an option, its name with two dashes, to a command.</summary>
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

    public void Give(string text) => (IsGiven, Text) = (true, text);

    /// <summary>Makes a value of what was typed.</summary>
    /// <exception cref="UsageException">It is none of those allowed.</exception>
    public virtual void Read()
    {
        // A flag has none.
    }
}

/// <summary>An option that takes exactly one value.</summary>
internal class Option<T>(Command command, string name, string description, ValueKind<T> kind) : Option(command, name, description)
{
    /// <summary>With a value that stands without the option; else the type's own does.</summary>
    public Option(Command command, string name, string description, ValueKind<T> kind, T byDefault)
        : this(command, name, description, kind) => (Value, DefaultText) = (byDefault, kind.Show(byDefault));

    /// <summary>The value given, else the default.</summary>
    public T? Value { get; private set; }

    public override ValueKind Kind => kind;

    public override void Read() => Value = kind.Parse(Name, Text);

    /// <summary>A value in the words of the command line.</summary>
    protected string Show(T value) => kind.Show(value);
}
