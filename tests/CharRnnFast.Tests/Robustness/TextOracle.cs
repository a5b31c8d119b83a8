using System.Text;
using CharRnnFast.Model;
using CharRnnFast.Text;

namespace CharRnnFast.Tests.Robustness;

/// <summary>What has to come of a text, found out by the class library's own decoder.</summary>
/// <param name="Encoding">What a symbol is.</param>
/// <param name="Symbols">The symbols; null where the text is unusable whatever it holds.</param>
internal sealed record TextOracle(TextEncoding Encoding, int[]? Symbols)
{
    private const int MostCharacters = ModelShape.MaxVocabSize;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The rule of the encodings.</summary>
    public static TextOracle Of(byte[] text, EncodingChoice choice)
    {
        TextOracle bytes = new(TextEncoding.Bytes, [.. text.Select(b => (int)b)]);
        if (choice == EncodingChoice.Bytes) return bytes;
        if (text is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..]) return new(TextEncoding.Utf8, null);
        int[]? scalars = Decode(text is [0xEF, 0xBB, 0xBF, ..] ? text[3..] : text);
        if (choice == EncodingChoice.Utf8) return new(TextEncoding.Utf8, scalars);
        return scalars is null || scalars.Distinct().Count() > MostCharacters ? bytes : new(TextEncoding.Utf8, scalars);
    }

    /// <summary>Whether the text can be trained on.</summary>
    public bool IsUsable(int sequenceLength, int maxVocabulary)
    {
        if (Symbols is null || Symbols.Length <= sequenceLength) return false;
        int distinct = Symbols.Distinct().Count();
        return distinct >= 2 && distinct <= maxVocabulary;
    }

    private static int[]? Decode(byte[] utf8)
    {
        try
        {
            return [.. Strict.GetString(utf8).EnumerateRunes().Select(rune => rune.Value)];
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
