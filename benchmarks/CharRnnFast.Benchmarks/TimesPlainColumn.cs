using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace CharRnnFast.Benchmarks;

internal sealed class TimesPlainColumn() : NumberColumn("x plain", "times as fast as the plain C# loops, by the median times")
{
    protected override string? Format(Summary summary, BenchmarkCase benchmark, double nanoseconds) =>
        summary.BenchmarksCases.FirstOrDefault(other => IsPlain(other) && IsSameWork(other, benchmark)) is { } plain
            && Median(summary, plain) is { } plainNanoseconds
            ? Invariant($"{plainNanoseconds / nanoseconds:0.0}")
            : null;

    private static bool IsPlain(BenchmarkCase benchmark) =>
        benchmark.Descriptor.Type == typeof(PlainOperations) || benchmark.Descriptor.Type == typeof(ArrayStep<PlainLoops>);

    private static bool IsSameWork(BenchmarkCase x, BenchmarkCase y) =>
        x.Job == y.Job
        && x.Descriptor.WorkloadMethod.Name == y.Descriptor.WorkloadMethod.Name
        && Sizes.HiddenOf(x) == Sizes.HiddenOf(y);
}
