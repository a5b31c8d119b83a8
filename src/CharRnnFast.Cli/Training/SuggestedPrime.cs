using System.Text;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Training;

/// <summary>A prime text for a first sample that is safe to type into any shell.</summary>
internal static class SuggestedPrime
{
    private static readonly string[] Words = ["The ", "the "];

    /// <summary>A word that the vocabulary holds, else one of its letters or digits; null where it has none.</summary>
    public static string? For(Vocabulary vocabulary) =>
        Array.Find(Words, word => Array.TrueForAll(word.ToCharArray(), c => vocabulary.IndexOf(c) >= 0)) ?? FirstLetter(vocabulary);

    private static string? FirstLetter(Vocabulary vocabulary)
    {
        // A byte over 127 is no letter by itself.
        int end = vocabulary.Encoding == TextEncoding.Bytes ? 0x80 : int.MaxValue;
        foreach (int symbol in vocabulary.Symbols)
        {
            if (symbol < end && Rune.IsLetterOrDigit(new Rune(symbol))) return new Rune(symbol).ToString();
        }

        return null;
    }
}
