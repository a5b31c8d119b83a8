using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>The kinds of option the commands are made of. Numbers are read in the invariant culture.</summary>
internal static class Options
{
    /// <summary>The largest count that is taken for one: steps or symbols that no machine will live to see.</summary>
    public const long LargestCount = 1_000_000_000_000;

    /// <summary>The largest seed: integers up to here are exact in every JSON reader.</summary>
    public const long LargestSeed = (1L << 53) - 1;

    // No white space, as for integers.
    private const NumberStyles RealStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>An integer of a range, with a default.</summary>
    public static ValueOption<long> Integer(string name, string description, long least, long most, long defaultValue)
    {
        ValueOption<long> option = Integer(name, description, least, most);
        option.DefaultValueFactory = _ => defaultValue;
        return option;
    }

    /// <summary>An integer of a range; without the option, 0.</summary>
    public static ValueOption<long> Integer(string name, string description, long least, long most)
    {
        return new(name, "N", description, string.Create(CultureInfo.InvariantCulture, $"an integer from {least} to {most}"), TryParse);

        bool TryParse(string text, out long value) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
    }

    /// <summary>A number of a set that <paramref name="allows"/> tells, with a default.</summary>
    public static ValueOption<double> Real(string name, string description, string allowed, Func<double, bool> allows, double defaultValue)
    {
        return new(name, "X", description, allowed, TryParse) { DefaultValueFactory = _ => defaultValue };

        bool TryParse(string text, out double value) =>
            double.TryParse(text, RealStyle, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && allows(value);
    }

    /// <summary>A path; any text but the empty one.</summary>
    public static ValueOption<string> Path(string name, string description)
    {
        return new(name, "PATH", description, "a path", TryParse);

        static bool TryParse(string text, out string value)
        {
            value = text;
            return text.Length > 0;
        }
    }

    /// <summary>A path of a file that is not read or written in one go, so that <c>-</c>, a stream, will not do.</summary>
    public static ValueOption<string> FilePath(string name, string description)
    {
        ValueOption<string> option = Path(name, description);
        option.Validators.Add(result => RefuseStream(result, name));
        return option;
    }

    /// <summary>An argument that is such a path.</summary>
    public static Argument<string?> FileArgument(string name, string description)
    {
        Argument<string?> argument = new(name) { Description = description };
        argument.Validators.Add(result => RefuseStream(result, name));
        return argument;
    }

    private static void RefuseStream(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => token.Value == StandardInput.Path)) result.AddError(Messages.NeedsAFile(name));
    }

    /// <summary>A text, taken literally.</summary>
    public static ValueOption<string> Text(string name, string description)
    {
        return new(name, "TEXT", description, "a text", TryParse);

        static bool TryParse(string text, out string value)
        {
            value = text;
            return true;
        }
    }

    /// <summary>A text of at least one character, taken literally.</summary>
    public static ValueOption<string> SomeText(string name, string description)
    {
        return new(name, "TEXT", description, "a text that is not empty", TryParse);

        static bool TryParse(string text, out string value)
        {
            value = text;
            return text.Length > 0;
        }
    }

    /// <summary>One of a few words, the first of which is the default and stands for the type's default value.</summary>
    public static ValueOption<T> Choice<T>(string name, string description, params (string Word, T Value)[] choices)
    {
        string words = string.Join(", ", choices.Select(choice => choice.Word));
        string helpName = string.Join('|', choices.Select(choice => choice.Word));
        return new(name, helpName, $"{description} [default: {choices[0].Word}]", $"one of {words}", TryParse);

        bool TryParse(string text, out T value)
        {
            int i = Array.FindIndex(choices, choice => choice.Word == text);
            value = choices[Math.Max(i, 0)].Value;
            return i >= 0;
        }
    }

    /// <summary>An option without a value.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };
}
