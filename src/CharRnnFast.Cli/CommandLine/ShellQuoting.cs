using System.Buffers;
using System.Text;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>Words as a POSIX shell reads them back.</summary>
internal static class ShellQuoting
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./,:+=@%");

    /// <summary>A command from its words, each quoted where it has to be.</summary>
    public static string Join(params IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>A path as a command takes it for an argument: a name that begins with a dash would be taken for an option.</summary>
    public static string AsArgument(string path) => path.StartsWith('-') && path.Length > 1 ? Path.Join(".", path) : path;

    /// <summary>
    /// One word: as it is, in single quotes, or, with control characters in it, as <c>$'...'</c>, so that the command stays on one line.
    /// </summary>
    public static string Quote(string word)
    {
        if (word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain)) return word;
        if (!word.Any(char.IsControl)) return $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
        StringBuilder quoted = new("$'");
        foreach (char c in word)
        {
            if (char.IsControl(c)) quoted.Append($"\\u{(int)c:x4}");
            else quoted.Append(c is '\'' or '\\' ? $"\\{c}" : c.ToString());
        }

        return quoted.Append('\'').ToString();
    }
}
