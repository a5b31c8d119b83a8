using System.Runtime.CompilerServices;

namespace CharRnnFast.Random;

/// <summary>
/// Which units a training step keeps of a layer's output: a function of seed, iteration, layer, t and stream, so that a resumed run draws
/// what an unbroken one would, on any number of threads.
/// </summary>
/// <param name="probability">That a unit is dropped, P in [0, 1).</param>
/// <param name="seed">Of the run.</param>
/// <param name="iteration">Steps done before this one.</param>
internal readonly struct DropoutMask(double probability, long seed, long iteration)
{
    private const int UnitsPerWord = 4;
    private const int BitsPerUnit = 16;

    private readonly ulong _step = Mix(Mix((ulong)seed) ^ (ulong)iteration);
    private readonly uint _threshold = (uint)Math.Round(probability * (1 << BitsPerUnit));
    private readonly float _factor = (float)(1 / (1 - probability));

    /// <summary>
    /// A row's factors: 1/(1-P) where a unit is kept, +0 where it is dropped. Unit u takes 16 bits of word u/4 of the row's generator, low
    /// bits first, and is kept if they are at least round(65536 P).
    /// </summary>
    /// <param name="layer">From 0.</param>
    /// <param name="t">Step of the sequence.</param>
    /// <param name="stream">From 0.</param>
    /// <param name="factors">H elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(int layer, int t, int stream, Span<float> factors)
    {
        SplitMix64 words = new(Mix(_step ^ ((ulong)layer << 32 | (ulong)t << 16 | (uint)stream)));
        for (int unit = 0; unit < factors.Length; unit += UnitsPerWord)
        {
            ulong word = words.Next();
            int end = Math.Min(unit + UnitsPerWord, factors.Length);
            for (int u = unit; u < end; u++, word >>= BitsPerUnit)
                factors[u] = (ushort)word >= _threshold ? _factor : 0;
        }
    }

    private static ulong Mix(ulong value) => new SplitMix64(value).Next();
}
