using CharRnnFast.Sampling;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Sampling;

public sealed class StopTextTests
{
    [Fact]
    public void FindsEveryPlaceWhereTheSymbolsEndInIt() =>
        Gen.Select(Gen.Int[0, 1].Array[1, 6], Gen.Int[0, 1].Array[0, 60]).Sample(
            (text, symbols) =>
            {
                StopText stop = new(text);
                for (int i = 0; i < symbols.Length; i++)
                    if (stop.Add(symbols[i]) != symbols.AsSpan(0, i + 1).EndsWith(text)) return false;
                return true;
            },
            seed: "0N0XIzNsQ0O2");

    [Fact]
    public void StartsAgain()
    {
        StopText stop = new([1, 2]);
        Assert.False(stop.Add(1));
        stop.Reset();
        Assert.False(stop.Add(2));
        Assert.Throws<ArgumentException>(() => new StopText([]));
    }
}
