using BenchmarkDotNet.Running;

namespace CharRnnFast.Benchmarks;

internal sealed class MultiplyAddsPerSecondColumn() : RateColumn("GMAC/s", "10^9 multiply-adds a second, by the median time")
{
    protected override string Format(double multiplyAddsPerNanosecond, BenchmarkCase benchmark) =>
        Invariant($"{multiplyAddsPerNanosecond:0.0}");
}
