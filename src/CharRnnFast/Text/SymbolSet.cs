using System.Numerics;

namespace CharRnnFast.Text;

/// <summary>A set of scalar values or bytes: one bit for each that exists (136 KiB).</summary>
internal sealed class SymbolSet
{
    private const int ScalarValues = 0x110000;
    private const int WordShift = 6;
    private const int WordBits = 1 << WordShift;

    private readonly ulong[] _words = new ulong[ScalarValues / WordBits];

    /// <summary>Adds the symbols from <paramref name="least"/> on.</summary>
    public void Add(ReadOnlySpan<int> symbols, int least)
    {
        foreach (int symbol in symbols)
        {
            if (symbol < least) continue;
            // Writing only what is new keeps one symbol from waiting for the one before: a text's letters share a word.
            ref ulong word = ref _words[symbol >> WordShift];
            ulong bit = 1UL << symbol;
            if ((word & bit) == 0) word |= bit;
        }
    }

    /// <summary>The symbols in ascending order.</summary>
    public int[] ToArray()
    {
        List<int> symbols = [];
        for (int word = 0; word < _words.Length; word++)
        {
            for (ulong bits = _words[word]; bits != 0; bits &= bits - 1)
                symbols.Add((word * WordBits) + BitOperations.TrailingZeroCount(bits));
        }

        return [.. symbols];
    }
}
