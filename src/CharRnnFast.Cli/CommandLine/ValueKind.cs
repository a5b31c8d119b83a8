using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Training;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>A kind of value that options take. Numbers are read in the invariant culture, texts literally.</summary>
internal abstract class ValueKind(string placeholder, string allowed)
{
    /// <summary>The largest count that is taken for one: steps or symbols that no machine will live to see.</summary>
    public const long MaxCount = 1_000_000_000_000;

    // A bound above is one against nonsense only.
    private const long MaxShownBound = 1_000_000;

    // No white space, as for integers.
    private const NumberStyles RealStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>What stands for a value in the help.</summary>
    public string Placeholder => placeholder;

    /// <summary>The values, to follow "give": "an integer from 1 to 1024".</summary>
    public string Allowed => allowed;

    /// <summary>The values in short, for the help; null: they need not be told.</summary>
    public string? Range { get; init; }

    /// <summary>The values themselves where there are only a few.</summary>
    public string[] Words { get; init; } = [];

    public bool IsPath { get; init; }

    /// <summary>Whether <c>-</c>, a stream, will not do.</summary>
    public bool IsFile { get; init; }

    /// <summary>How the name of such a file usually ends, empty: anyhow. A shell offers such names first.</summary>
    public string Extension { get; init; } = "";

    /// <summary>At least one.</summary>
    public static ValueKind<long> Count { get; } = Integer(1, MaxCount);

    /// <summary>At least 0, which has a meaning of its own.</summary>
    public static ValueKind<long> CountOrNone { get; } = Integer(0, MaxCount);

    public static ValueKind<long> Seed { get; } = Integer(0, CheckpointFormat.MaxInteger);

    /// <summary>A path; any text but the empty one.</summary>
    public static ValueKind<string> Path { get; } = new("PATH", "a path", IsNotEmpty) { IsPath = true };

    /// <summary>A path of a file that is not read or written in one go, so that <c>-</c>, a stream, will not do.</summary>
    public static ValueKind<string> FilePath { get; } = new("PATH", "a path", IsNotEmpty) { IsPath = true, IsFile = true };

    /// <summary>The path of a model's file.</summary>
    public static ValueKind<string> ModelPath { get; } = new("PATH", "a path", IsNotEmpty)
    {
        IsPath = true,
        IsFile = true,
        Extension = System.IO.Path.GetExtension(TrainOptions.DefaultCheckpoint),
    };

    public static ValueKind<string> SomeText { get; } = new("TEXT", "a text that is not empty", IsNotEmpty);
    public static ValueKind<string> Text { get; } = new("TEXT", "a text", IsAny);

    public static ValueKind<double> PositiveSingle { get; } =
        Real("over 0", value => (float)value > 0 && float.IsFinite((float)value), " that a float32 can hold");

    public static ValueKind<double> PositiveShare { get; } = Real("over 0 and up to 1", value => value is > 0 and <= 1);

    /// <summary>An integer of a range.</summary>
    public static ValueKind<long> Integer(long min, long max)
    {
        string range = string.Create(CultureInfo.InvariantCulture, $"{min} to {max}");
        return new ValueKind<long>("N", $"an integer from {range}", TryParse) { Range = max <= MaxShownBound ? range : null };

        bool TryParse(string text, out long value) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= min && value <= max;
    }

    /// <summary>A finite number of a range, which is given in words too, to follow "a number"; the help leaves the detail out.</summary>
    public static ValueKind<double> Real(string range, Func<double, bool> isInRange, string detail = "")
    {
        return new ValueKind<double>("X", $"a number {range}{detail}", TryParse) { Range = range };

        bool TryParse(string text, out double value) =>
            double.TryParse(text, RealStyle, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && isInRange(value);
    }

    /// <summary>One of a few values, each with its word.</summary>
    public static ValueKind<T> Choice<T>(T[] values, params string[] words)
    {
        return new(string.Join('|', words), $"one of {string.Join(", ", words)}", TryParse, value => words[Array.IndexOf(values, value)])
        {
            Words = words,
        };

        bool TryParse(string text, out T value)
        {
            int i = Array.IndexOf(words, text);
            value = values[Math.Max(i, 0)];
            return i >= 0;
        }
    }

    private static bool IsAny(string text, out string value)
    {
        value = text;
        return true;
    }

    private static bool IsNotEmpty(string text, out string value) => IsAny(text, out value) && text.Length > 0;
}

/// <summary>The value that a text stands for, or false where it is none of those allowed.</summary>
internal delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A kind of value of one type. Without <c>show</c>, a value's text is that of a number.</summary>
internal sealed class ValueKind<T>(string placeholder, string allowed, TryParse<T> tryParse, Func<T, string>? show = null)
    : ValueKind(placeholder, allowed)
{
    /// <exception cref="UsageException">The text has no value.</exception>
    public T Parse(string option, string text)
    {
        if (IsFile && text == StandardInput.Path) throw new UsageException(Messages.NeedsAFile(option));
        return tryParse(text, out T? value) ? value : throw new UsageException(Messages.DoesNotTake(option, text, Allowed));
    }

    public string Show(T value) => show is null ? string.Create(CultureInfo.InvariantCulture, $"{value}") : show(value);
}
