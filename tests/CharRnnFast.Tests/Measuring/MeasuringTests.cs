using System.Diagnostics;
using CharRnnFast.Kernels;
using CharRnnFast.Measuring;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using Xunit;

namespace CharRnnFast.Tests.Measuring;

/// <summary>Figures made of measurements.</summary>
public sealed class MeasuringTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 2 }, 2)]
    [InlineData(new[] { 4.0, 1, 100, 2 }, 3)]
    public void TheMedianIsTheMiddle(double[] values, double expected) => Assert.Equal(expected, Median.Of(values));

    [Fact]
    public void NoValuesHaveNoMedian() => Assert.Throws<ArgumentException>(() => Median.Of([]));

    [Fact]
    public void SpeedIsThatBetweenTheLastTwoReadings()
    {
        Throughput speed = new(symbolsPerIteration: 25, iteration: 100, timestamp: 0);
        Assert.Equal(0, speed.SymbolsPerSecond);
        Assert.Null(speed.TimeFor(1));

        speed.Read(300, 2 * Stopwatch.Frequency);
        Assert.Equal(2500, speed.SymbolsPerSecond, 1e-9);
        speed.Read(310, 3 * Stopwatch.Frequency);
        Assert.Equal(250, speed.SymbolsPerSecond, 1e-9);
        Assert.Equal(TimeSpan.FromSeconds(3), speed.TimeFor(25));
        Assert.Null(speed.TimeFor(long.MaxValue));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public void ABenchmarkCountsTheWorkOfTheModelAskedForAndNamesEveryPhase(int batch, int threads)
    {
        ModelShape shape = new(24, 40, 5, batch);
        using StepBenchmark benchmark = new(RnnKernelTable.Native().Find(24, 40)!, shape, threads);
        BenchmarkResult result = benchmark.Run(seconds: 0.05);
        Assert.Equal(batch * 5 * ((3 * 24 * 24) + (3 * 24 * 40)), result.MultiplyAddsPerIteration);
        Assert.Equal(batch * 5e6 / result.MicrosecondsPerIteration, result.SymbolsPerSecond, 1e-3);
        Assert.InRange(result.ShareOfPeak, 1e-4, 1);
        Assert.Equal(Enum.GetValues<StepPhase>(), result.Phases.Select(phase => phase.Phase));
        Assert.All(result.Phases, phase => Assert.True(phase.Microseconds >= 0));
    }
}
