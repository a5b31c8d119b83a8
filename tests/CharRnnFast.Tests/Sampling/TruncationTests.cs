using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Sampling;
using CharRnnFast.Steps;
using Xunit;

namespace CharRnnFast.Tests.Sampling;

/// <summary>
/// Temperature, top-k and top-p against the float64 distribution of a model whose logits are known: all weights are 0, and the logits are
/// the output biases.
/// </summary>
public sealed class TruncationTests
{
    private const int Vocab = 12;
    private const int Draws = 100_000;
    private const int Seed = 11;

    // Some equal, some far below the others; 3 ranks behind 1, 5 and 10, to which it is equal or nearly so.
    private static readonly float[] Logits = [-1, 2, 0.5f, 2, -30, 2.0000002f, -0f, 0, -3, 1.5f, 2, -8];

    /// <summary>Temperatures, ks and ps, edges included.</summary>
    public static TheoryData<double, int, double> Settings
    {
        get
        {
            TheoryData<double, int, double> settings = [];
            foreach (double temperature in (double[])[0.3, 1, 2.5, 1e6])
                foreach (int topK in (int[])[0, 1, 2, 3, 7, Vocab, 1000])
                    foreach (double topP in (double[])[1, 1e-300, 0.25, 0.5, 0.9, 0.999, 1 - 1e-9])
                        settings.Add(temperature, topK, topP);
            return settings;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void DrawsFollowTheTruncatedDistribution(double temperature, int topK, double topP)
    {
        double[] expected = Distribution(Logits, temperature, topK, topP);
        int[] counts = Count(Logits, temperature, topK, topP);
        Assert.All(
            counts.Zip(expected), pair => Assert.True(pair.Second > 0 || pair.First == 0, $"{pair.First} draws of a symbol left out"));
        double chiSquare = expected.Zip(counts).Where(pair => pair.First > 0).Sum(
            pair => Square(pair.Second - (pair.First * Draws)) / (pair.First * Draws));
        Assert.InRange(chiSquare, 0, Bound(expected.Count(p => p > 0) - 1));
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.2, 2)]
    [InlineData(0.3, 3)]
    [InlineData(0.30001, 4)]
    [InlineData(0.5, 5)]
    [InlineData(0.7, 7)]
    [InlineData(0.95, 10)]
    public void EquallyLikelySymbolsAreKeptInTheOrderOfTheirIndices(double topP, int kept)
    {
        float[] equal = [.. Enumerable.Repeat(0.25f, 10)];
        int[] counts = Count(equal, 1, 0, topP);
        Assert.Equal(kept, counts.Count(count => count > 0));
        Assert.All(counts[..kept], count => Assert.InRange(count, 1, Draws));
    }

    [Fact]
    public void TopPIsTakenOfWhatTopKLeaves()
    {
        // e^0 : e^-1 : e^-1 : ... The first has 0.58 of the first two, but 0.24 of all ten.
        float[] logits = [.. Enumerable.Range(0, 10).Select(v => v == 0 ? 0f : -1f)];
        Assert.Equal(1, Count(logits, 1, 2, 0.57).Count(count => count > 0));
        Assert.Equal(2, Count(logits, 1, 2, 0.74).Count(count => count > 0));
        Assert.True(Count(logits, 1, 0, 0.57).Count(count => count > 0) > 2);
    }

    [Fact]
    public void SettingsThatKeepEverythingChangeNothing()
    {
        int[] expected = Draw(Logits, 0.9, 0, 1, 2000);
        Assert.Equal(expected, Draw(Logits, 0.9, Vocab, 1, 2000));
        Assert.Equal(expected, Draw(Logits, 0.9, int.MaxValue, 1, 2000));
    }

    [Fact]
    public void RefusesWhatIsNoSetting()
    {
        using ModelMemory weights = KernelFor(2).ReserveWeights(new(1, 2, 1));
        using Sampler sampler = new(KernelFor(2), weights, TestVocabulary.Of(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.TopK = -1);
        foreach (double topP in (double[])[0, -1, 1.001, double.NaN])
            Assert.Throws<ArgumentOutOfRangeException>(() => sampler.TopP = topP);
    }

    private static Kernel KernelFor(int vocab) => RnnKernelTable.Native().Find(1, vocab)!;

    private static int[] Count(float[] logits, double temperature, int topK, double topP)
    {
        int[] counts = new int[logits.Length];
        foreach (int symbol in Draw(logits, temperature, topK, topP, Draws))
            counts[symbol]++;
        return counts;
    }

    private static int[] Draw(float[] logits, double temperature, int topK, double topP, int draws)
    {
        using ModelMemory weights = KernelFor(logits.Length).ReserveWeights(new(1, logits.Length, 1));
        weights.WriteRow(ModelTensor.by, 0, logits);
        using Sampler sampler = new(KernelFor(logits.Length), weights, TestVocabulary.Of(logits.Length));
        (sampler.Temperature, sampler.TopK, sampler.TopP) = (temperature, topK, topP);
        sampler.Seed(Seed);
        return [.. Enumerable.Range(0, draws).Select(_ => sampler.Next(0))];
    }

    // In float64, after the definition: equal ones in the order of their indices, because the sort is stable.
    private static double[] Distribution(float[] logits, double temperature, int topK, double topP)
    {
        double[] powers = [.. logits.Select(logit => Math.Exp((logit - logits.Max()) / temperature))];
        int[] ranked = [.. Enumerable.Range(0, logits.Length).OrderByDescending(v => logits[v])];
        ranked = topK == 0 ? ranked : [.. ranked.Take(topK)];
        double total = ranked.Sum(v => powers[v]), reached = 0;
        List<int> kept = [];
        foreach (int v in ranked)
        {
            if (topP < 1 && kept.Count > 0 && reached >= topP * total)
                break;
            kept.Add(v);
            reached += powers[v];
        }

        return [.. Enumerable.Range(0, logits.Length).Select(v => kept.Contains(v) ? powers[v] / reached : 0)];
    }

    // Outside in 1 of 10,000 seeds: Wilson and Hilferty's approximation of the chi-square distribution; no freedom leaves no room.
    private static double Bound(int freedom) =>
        freedom == 0 ? 1e-9 : freedom * Math.Pow(1 - (2 / (9.0 * freedom)) + (3.72 * Math.Sqrt(2 / (9.0 * freedom))), 3);

    private static double Square(double x) => x * x;
}
