using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>What a command takes without a name before it. The values of a command line are kept in it.</summary>
internal sealed class Argument
{
    private readonly int _min;
    private readonly int _max;

    /// <summary>Adds an argument of min to max values, named in capitals, to a command. The description also follows "give".</summary>
    public Argument(Command command, string name, string description, int min = 1, int max = 1)
    {
        (Name, Description, _min, _max) = (name, description, min, max);
        command.Arguments.Add(this);
    }

    public string Name { get; }
    public string Description { get; }

    /// <summary>How it is written: <c>[&lt;TEXT&gt;...]</c>.</summary>
    public string Usage => (_min, _max) switch
    {
        (0, 1) => $"[<{Name}>]",
        (0, _) => $"[<{Name}>...]",
        (_, 1) => $"<{Name}>",
        _ => $"<{Name}>...",
    };

    /// <summary>The value without the argument.</summary>
    public string? Default { get; init; }

    /// <summary>The values it takes.</summary>
    public ValueKind Kind { get; init; } = ValueKind.Path;

    public bool IsRepeatable => _max > 1;

    public List<string> Values { get; } = [];

    /// <summary>The first value, else the default.</summary>
    public string? Value => Values.Count > 0 ? Values[0] : Default;

    public bool IsMissing => Values.Count < _min;
    public bool IsFull => Values.Count == _max;

    /// <exception cref="UsageException">One of the values will not do.</exception>
    public void Check()
    {
        if (Kind.IsFile && Values.Contains(StandardInput.Path)) throw new UsageException(Messages.NeedsAFile(Name));
    }
}
