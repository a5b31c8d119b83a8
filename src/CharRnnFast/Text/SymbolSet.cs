using System.Numerics;

namespace CharRnnFast.Text;

/// <summary>A set of scalar values or bytes: one bit for each that exists (136 KiB).</summary>
internal sealed class SymbolSet
{
    private const int ScalarValues = 0x110000;
    private const int WordBits = 64;

    private readonly ulong[] _words = new ulong[ScalarValues / WordBits];

    /// <summary>Adds symbols.</summary>
    public void Add(ReadOnlySpan<int> symbols)
    {
        foreach (int symbol in symbols) _words[symbol / WordBits] |= 1UL << (symbol % WordBits);
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
