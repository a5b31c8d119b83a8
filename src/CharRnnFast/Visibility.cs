using System.Globalization;
using System.Text;

namespace CharRnnFast;

/// <summary>Which characters a reader sees, each by itself, whatever stands beside it.</summary>
internal static class Visibility
{
    /// <summary>Whether a character is a letter, a digit, a mark of punctuation, a symbol or the space, and shown as such.</summary>
    public static bool IsPlain(Rune rune)
    {
        if (rune.Value == ' ') return true;
        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        bool isVisible = category is <= UnicodeCategory.OtherLetter
            or (>= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber)
            or (>= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol);
        return isVisible && !IsBlankOrJoins(rune.Value);
    }

    /// <summary>Whether a character is drawn over the letter before it; not those that only choose another form of it.</summary>
    public static bool IsAccent(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        && !ChoosesForm(rune.Value);

    // Letters and symbols by their category, but a terminal draws nothing, or joins them to their neighbours: Hangul's parts of syllables
    // and its fillers, the empty Braille cell, the letters of flags, skin tones.
    private static bool IsBlankOrJoins(int scalar) => scalar
        is (>= 0x1100 and <= 0x11FF) or (>= 0xA960 and <= 0xA97F) or (>= 0xD7B0 and <= 0xD7FF)
        or 0x3164 or 0xFFA0 or 0x2800 or (>= 0x1F1E6 and <= 0x1F1FF) or (>= 0x1F3FB and <= 0x1F3FF);

    private static bool ChoosesForm(int scalar) =>
        scalar is 0x034F or (>= 0x17B4 and <= 0x17B5) or (>= 0x180B and <= 0x180F)
        or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
