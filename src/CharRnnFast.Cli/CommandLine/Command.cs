namespace CharRnnFast.Cli.CommandLine;

/// <summary>A command, or the program itself: what it takes, and what it does with that.</summary>
internal sealed class Command
{
    public Command(string name, string summary)
    {
        (Name, Summary) = (name, summary);
        Help = new(this, "--help", "Show help and usage information") { Aliases = ["-h", "-?"] };
    }

    public string Name { get; }
    public string Summary { get; }

    /// <summary>The commands of the program; of a command, none.</summary>
    public List<Command> Commands { get; init; } = [];

    public string[] Names => [.. Commands.ConvertAll(command => command.Name)];

    public List<Argument> Arguments { get; } = [];

    /// <summary>Those of its own, then the one for the help.</summary>
    public List<Option> Options { get; } = [];

    public Option Help { get; }

    /// <summary>Does the work with the values that were read, and tells the exit code.</summary>
    public Func<int> Run { get; set; } = () => 0;

    /// <summary>The option that is called so; null: none is.</summary>
    public Option? Find(string typed) => Options.Find(option => option.Name == typed || option.Aliases.Contains(typed));
}
