using System.Buffers;

namespace CharRnnFast.Text;

/// <summary>Text that a model is fed before it generates.</summary>
public static class PrimeText
{
    // A longer vocabulary would drown the message.
    private const int ListedVocabulary = 100;

    /// <summary>The indices of a prime text's symbols.</summary>
    /// <exception cref="CharRnnException">Not valid UTF-8 for a UTF-8 vocabulary, or a symbol outside it, which the message names.</exception>
    public static int[] Encode(Vocabulary vocabulary, ReadOnlySpan<byte> prime)
    {
        int[] symbols = Decode(vocabulary.Encoding, prime);
        for (int i = 0; i < symbols.Length; i++)
        {
            int index = vocabulary.IndexOf(symbols[i]);
            if (index < 0) throw Unknown(vocabulary, symbols[i]);
            symbols[i] = index;
        }

        return symbols;
    }

    private static int[] Decode(TextEncoding encoding, ReadOnlySpan<byte> prime)
    {
        int[] symbols = new int[prime.Length];
        if (encoding == TextEncoding.Bytes)
        {
            for (int i = 0; i < prime.Length; i++) symbols[i] = prime[i];
            return symbols;
        }

        if (ScalarDecoder.Decode(prime, symbols, out int read, out int written) != OperationStatus.Done)
            throw new CharRnnException($"the prime text is not valid UTF-8 at byte offset {read}; correct it there");
        return symbols[..written];
    }

    private static CharRnnException Unknown(Vocabulary vocabulary, int symbol)
    {
        string known = vocabulary.Count <= ListedVocabulary ? $"use only {List(vocabulary)}" : "use only symbols of the text it was trained on";
        return new($"the model never saw {Display.Symbol(vocabulary.Encoding, symbol)}; {known}");
    }

    private static string List(Vocabulary vocabulary)
    {
        string[] symbols = Array.ConvertAll(vocabulary.Symbols.ToArray(), symbol => vocabulary.Encoding == TextEncoding.Utf8
            ? Display.Path(char.ConvertFromUtf32(symbol))
            : $"0x{symbol:X2}");
        return string.Join(vocabulary.Encoding == TextEncoding.Utf8 ? "" : " ", symbols);
    }
}
