using CharRnnFast.Cli.Charts;
using CsCheck;

namespace CharRnnFast.Cli.Tests;

/// <summary>Thinning of curves.</summary>
public sealed class CurveTests
{
    private const int Stretches = 16;

    [Fact]
    public void AFewPointsAreAllKept()
    {
        Curve curve = new(Stretches);
        CurvePoint[] points = [.. Enumerable.Range(1, 15).Select(i => new CurvePoint(i, i * i % 7, i))];
        foreach (CurvePoint point in points) curve.Add(point);
        Assert.Equal(points, curve.Points);
    }

    [Fact]
    public void OfEveryStretchFirstLowestHighestAndLastAreKeptInOrder() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Double[0, 8].Array[1, 3000]).Sample(
            (every, bits) =>
            {
                Curve curve = new(Stretches);
                CurvePoint[] all = [.. bits.Select((value, i) => new CurvePoint((long)(i + 1) * every, value, i))];
                foreach (CurvePoint point in all) curve.Add(point);
                long width = 1;
                while (all[^1].Iteration / width >= Stretches) width *= 2;
                IEnumerable<CurvePoint> expected = all.GroupBy(point => point.Iteration / width).SelectMany(Extremes);
                return curve.Points.SequenceEqual(expected)
                    && curve.Lowest == all.MinBy(point => point.Bits) && curve.Highest == bits.Max() && curve.Last == all[^1];
            },
            seed: "0N0XIzNsQ0O2",
            iter: 300);

    [Theory]
    [InlineData(0, 3.2, 6, "0 1 2 3 4")]
    [InlineData(1.9, 2.05, 6, "1.9 1.95 2 2.05")]
    [InlineData(2, 2, 6, "2 2.5 3 3.5 4")]
    [InlineData(0, 1, 8, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(0, 9_000, 8, "0 2k 4k 6k 8k 10k")]
    [InlineData(0, 150_000, 4, "0 50k 100k 150k")]
    [InlineData(0, 2_500_000, 8, "0 0.5M 1M 1.5M 2M 2.5M")]
    [InlineData(0, 9e15, 4, "0 5000000G 10000000G")]
    public void TicksAreRoundNumbers(double least, double most, int intervals, string expected)
    {
        Axis axis = new(least, most, intervals);
        string[] labels = [.. Enumerable.Range(0, axis.Ticks).Select(axis.Label)];
        Assert.Equal(expected, string.Join(' ', labels));
        Assert.InRange(axis.Place(least), 0, 0.5);
        if (most > least) Assert.InRange(axis.Place(most), 0.5, 1);
        Assert.Equal((0, 1), (axis.Place(-1e300), axis.Place(1e300)));
    }

    private static IEnumerable<CurvePoint> Extremes(IEnumerable<CurvePoint> points)
    {
        CurvePoint[] all = [.. points];
        CurvePoint[] extremes = [all[0], all.MinBy(point => point.Bits), all.MaxBy(point => point.Bits), all[^1]];
        return extremes.Distinct().OrderBy(point => point.Iteration);
    }
}
