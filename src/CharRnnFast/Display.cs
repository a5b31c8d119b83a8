using System.Buffers;
using System.Globalization;
using System.Text;
using CharRnnFast.Text;

namespace CharRnnFast;

/// <summary>Paths and symbols as messages show them: on one line, with nothing in them that a terminal would obey.</summary>
public static class Display
{
    /// <summary>A path, or any other text, with control, format and line separator characters escaped.</summary>
    public static string Path(string path)
    {
        if (!path.AsSpan().ContainsAnyExceptInRange(' ', '~')) return path;
        StringBuilder shown = new(path.Length + 16);
        for (int i = 0; i < path.Length;)
        {
            bool whole = Rune.DecodeFromUtf16(path.AsSpan(i), out Rune rune, out int length) == OperationStatus.Done;
            if (whole) AppendEscaped(shown, rune);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)path[i]:X4}");
            i += length;
        }

        return shown.ToString();
    }

    /// <summary>A symbol by name: <c>'a' (U+0061)</c>, <c>'\n' (U+000A)</c>, <c>byte 0xFF</c>.</summary>
    public static string Symbol(TextEncoding encoding, int symbol)
    {
        if (encoding == TextEncoding.Bytes) return string.Create(CultureInfo.InvariantCulture, $"byte 0x{symbol:X2}");
        return string.Create(CultureInfo.InvariantCulture, $"'{Path(new Rune(symbol).ToString())}' (U+{symbol:X4})");
    }

    private static void AppendEscaped(StringBuilder shown, Rune rune)
    {
        if (rune.Value == '\n') shown.Append("\\n");
        else if (rune.Value == '\r') shown.Append("\\r");
        else if (rune.Value == '\t') shown.Append("\\t");
        else if (IsPlain(rune)) shown.Append(rune.ToString());
        else shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
