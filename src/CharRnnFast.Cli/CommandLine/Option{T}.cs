namespace CharRnnFast.Cli.CommandLine;

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
