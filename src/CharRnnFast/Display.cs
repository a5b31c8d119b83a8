using System.Buffers;
using System.Globalization;
using System.Text;

namespace CharRnnFast;

/// <summary>Paths and characters as messages show them: on one line, with nothing in them that a terminal would obey.</summary>
internal static class Display
{
    private const int ShortCharacters = 40;

    /// <summary>
    /// A path, or any other text, with everything escaped that is not plainly visible: control and format characters, white space other
    /// than the space. An accent stays where it follows a letter, as in the names of files from macOS.
    /// </summary>
    public static string Path(string path)
    {
        if (!path.AsSpan().ContainsAnyExceptInRange(' ', '~')) return path;
        StringBuilder shown = new(path.Length + 16);
        bool takesAccent = false;
        for (int i = 0; i < path.Length;)
        {
            bool whole = Rune.DecodeFromUtf16(path.AsSpan(i), out Rune rune, out int length) == OperationStatus.Done;
            takesAccent = whole && (takesAccent && Visibility.IsAccent(rune) || Rune.IsLetterOrDigit(rune) && Visibility.IsPlain(rune));
            if (takesAccent) shown.Append(rune.ToString());
            else if (whole) AppendEscaped(shown, rune);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)path[i]:X4}");
            i += length;
        }

        return shown.ToString();
    }

    /// <summary>The beginning of a text that another program chose, which may be long.</summary>
    public static string Short(string text) => Path(text.Length <= ShortCharacters ? text : text[..ShortCharacters] + "...");

    /// <summary>A Unicode scalar value by itself: nothing that would join what stands beside it.</summary>
    public static string Scalar(int scalar)
    {
        StringBuilder shown = new();
        AppendEscaped(shown, new Rune(scalar));
        return shown.ToString();
    }

    private static void AppendEscaped(StringBuilder shown, Rune rune)
    {
        if (rune.Value == '\n') shown.Append("\\n");
        else if (rune.Value == '\r') shown.Append("\\r");
        else if (rune.Value == '\t') shown.Append("\\t");
        else if (Visibility.IsPlain(rune)) shown.Append(rune.ToString());
        else if (rune.IsBmp) shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        else shown.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
    }
}
