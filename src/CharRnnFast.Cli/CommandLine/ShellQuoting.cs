using System.Buffers;
using System.Text;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>Words as the system's shell reads them back: a POSIX shell, or Windows' cmd and PowerShell.</summary>
internal static class ShellQuoting
{
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:+=";

    private static readonly SearchValues<char> PosixPlain = SearchValues.Create(Plain + ",@%");
    private static readonly SearchValues<char> WindowsPlain = SearchValues.Create(Plain + "\\");

    /// <summary>A command from its words, each quoted where it has to be.</summary>
    public static string Join(params string[] words) => string.Join(' ', Array.ConvertAll(words, Quote));

    /// <summary>A path as a command takes it for an argument: a name that begins with a dash would be taken for an option.</summary>
    public static string AsArgument(string path) => path.StartsWith('-') && path.Length > 1 ? Path.Join(".", path) : path;

    /// <summary>One word, as it is or in quotes.</summary>
    public static string Quote(string word) => OperatingSystem.IsWindows() ? QuoteForWindows(word) : QuoteForPosix(word);

    /// <summary>
    /// In double quotes, which cmd and PowerShell both take; a backslash before a quote is doubled, or the program would get the quote.
    /// Left alone is what one of them replaces and no quoting for both prevents: <c>%NAME%</c> of a variable that is set in cmd,
    /// <c>$NAME</c> in PowerShell.
    /// </summary>
    internal static string QuoteForWindows(string word)
    {
        if (word.Length > 0 && !word.AsSpan().ContainsAnyExcept(WindowsPlain)) return word;
        StringBuilder quoted = new("\"");
        int backslashes = 0;
        foreach (char c in word)
        {
            if (c == '"') quoted.Append('\\', backslashes + 1);
            quoted.Append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }

    // In single quotes, or, with control characters in it, as $'...', so that the command stays on one line.
    private static string QuoteForPosix(string word)
    {
        if (word.Length > 0 && !word.AsSpan().ContainsAnyExcept(PosixPlain)) return word;
        if (!Array.Exists(word.ToCharArray(), char.IsControl)) return $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
        StringBuilder quoted = new("$'");
        foreach (char c in word)
        {
            if (char.IsControl(c)) quoted.Append($"\\u{(int)c:x4}");
            else quoted.Append(c is '\'' or '\\' ? $"\\{c}" : c.ToString());
        }

        return quoted.Append('\'').ToString();
    }
}
