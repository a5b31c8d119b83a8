using System.Reflection;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace CharRnnFast.Benchmarks;

/// <summary>A column made of a benchmark's multiply-adds and its median time.</summary>
internal abstract class RateColumn(string name, string legend) : NumberColumn(name, legend)
{
    protected override string? Format(Summary summary, BenchmarkCase benchmark, double nanoseconds) =>
        benchmark.Descriptor.WorkloadMethod.GetCustomAttribute<MultiplyAddsAttribute>() is { } work
            ? Format(work.Count(Sizes.HiddenOf(benchmark)) / nanoseconds, benchmark)
            : null;

    /// <param name="multiplyAddsPerNanosecond">10^9 a second.</param>
    /// <param name="benchmark">What was timed; a kernel's instruction set is a parameter of it.</param>
    protected abstract string Format(double multiplyAddsPerNanosecond, BenchmarkCase benchmark);
}
