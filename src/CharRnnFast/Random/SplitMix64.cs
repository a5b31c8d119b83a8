namespace CharRnnFast.Random;

/// <summary>Vigna's SplitMix64: spreads a small seed over the state of <see cref="Xoshiro256StarStar"/>.</summary>
/// <param name="seed">Any 64 bits.</param>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
