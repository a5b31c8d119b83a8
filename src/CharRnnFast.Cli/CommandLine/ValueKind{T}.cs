using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>The value that a text stands for, or false where it is none of those allowed.</summary>
internal delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A kind of value of one type. Without <c>show</c>, a value's text is that of a number.</summary>
internal sealed class ValueKind<T>(string placeholder, string allowed, TryParse<T> tryParse, Func<T, string>? show = null)
    : ValueKind(placeholder, allowed)
{
    /// <summary>The value of a text.</summary>
    /// <exception cref="UsageException">It has none.</exception>
    public T Parse(string option, string text)
    {
        if (IsFile && text == StandardInput.Path) throw new UsageException(Messages.NeedsAFile(option));
        return tryParse(text, out T? value) ? value : throw new UsageException(Messages.DoesNotTake(option, text, Allowed));
    }

    /// <summary>The text of a value.</summary>
    public string Show(T value) => show is null ? string.Create(CultureInfo.InvariantCulture, $"{value}") : show(value);
}
