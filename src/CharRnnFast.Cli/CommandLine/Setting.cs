using System.CommandLine;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>An option's value, and whether the user gave it or it is the default.</summary>
internal readonly record struct Setting<T>(string Name, T Value, bool IsGiven)
    where T : struct
{
    /// <summary>Reads an option out of a parsed command line.</summary>
    public static Setting<T> Read(ParseResult parsed, Option<T> option) =>
        new(option.Name, parsed.GetValue(option), parsed.GetResult(option) is { Implicit: false });

    /// <summary>The given value, else the one a checkpoint stores, else the default.</summary>
    public T Over(T? stored) => IsGiven ? Value : stored ?? Value;
}
