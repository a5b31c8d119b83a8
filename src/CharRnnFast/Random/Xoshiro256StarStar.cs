using System.Numerics;

namespace CharRnnFast.Random;

/// <summary>
/// Blackman and Vigna's xoshiro256**, period 2^256 - 1: the generator of initial weights and samples. A mutable value: hold it in a
/// field or a local variable, pass it by reference.
/// </summary>
internal struct Xoshiro256StarStar
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>A state of four values of <see cref="SplitMix64"/>.</summary>
    public Xoshiro256StarStar(ulong seed)
    {
        SplitMix64 states = new(seed);
        _s0 = states.Next();
        _s1 = states.Next();
        _s2 = states.Next();
        _s3 = states.Next();
    }

    /// <summary>A given state, not all 0.</summary>
    public Xoshiro256StarStar(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1): the top 53 bits times 2^-53.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));
}
