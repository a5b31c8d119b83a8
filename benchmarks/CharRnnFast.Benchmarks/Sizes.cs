using CharRnnFast.Model;

namespace CharRnnFast.Benchmarks;

/// <summary>H, V and T of all benchmarks, and the multiply-adds of what they time.</summary>
internal static class Sizes
{
    public const int Hidden = 100;
    public const int Vocab = 65;
    public const int Steps = 25;

    /// <summary>One product with Whh for each of T steps; as many for dWhh.</summary>
    public const long Recurrent = (long)Steps * Hidden * Hidden;

    /// <summary>Three products with each of Whh and Why: forward, backward, gradient.</summary>
    public const long Step = 3 * (Recurrent + ((long)Steps * Hidden * Vocab));

    public static readonly ModelShape Shape = new(Hidden, Vocab, Steps);
}
