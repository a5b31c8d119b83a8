using CharRnnFast.Random;

namespace CharRnnFast.Benchmarks;

/// <summary>
/// A text of uniform random symbols, walked through T symbols at a time: nothing to learn, so that no step is like a later one.
/// </summary>
internal sealed class UniformSymbols
{
    private readonly int[] _text = new int[100_001];
    private int _position;

    public UniformSymbols()
    {
        Xoshiro256StarStar random = new(1);
        foreach (ref int symbol in _text.AsSpan())
            symbol = (int)(random.Uniform() * Sizes.Vocab);
    }

    public void Next(Span<int> inputs, Span<int> targets)
    {
        _text.AsSpan(_position, Sizes.Steps).CopyTo(inputs);
        _text.AsSpan(_position + 1, Sizes.Steps).CopyTo(targets);
        _position = (_position + Sizes.Steps) % (_text.Length - 1);
    }
}
