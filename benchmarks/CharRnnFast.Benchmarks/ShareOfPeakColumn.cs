using System.Diagnostics;
using BenchmarkDotNet.Running;
using CharRnnFast.Kernels;
using CharRnnFast.Steps;

namespace CharRnnFast.Benchmarks;

/// <summary>
/// How much of what one core's multipliers can do, measured on the kernel's own instruction set (arrays: the best one here).
/// </summary>
internal sealed class ShareOfPeakColumn() : RateColumn("of peak", "share of the multiply-adds that independent chains reach on one core")
{
    private readonly Dictionary<InstructionSet, double> _peaks = [];

    protected override string Format(double multiplyAddsPerNanosecond, BenchmarkCase benchmark)
    {
        object? given = benchmark.Parameters.Items.FirstOrDefault(parameter => parameter.Name == nameof(KernelStep.Set))?.Value;
        InstructionSet set = given as InstructionSet? ?? RnnKernelTable.Native().InstructionSet;
        if (!_peaks.TryGetValue(set, out double peak))
            _peaks[set] = peak = MeasurePeak(Tables.Of(set).Find(Sizes.Hidden, Sizes.Vocab)!);
        return Invariant($"{100 * multiplyAddsPerNanosecond / peak:0} %");
    }

    // The best of 20 runs of about 10 ms: what disturbs a run only ever slows it.
    private static double MeasurePeak(Kernel kernel)
    {
        double best = 0;
        for (int run = 0; run < 20; run++)
        {
            long start = Stopwatch.GetTimestamp();
            long multiplyAdds = kernel.FmaPeak(rounds: 3_000_000);
            best = Math.Max(best, multiplyAdds / Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return best;
    }
}
