using CharRnnFast.Model;
using CharRnnFast.Steps;

namespace CharRnnFast.Measuring;

/// <summary>What a benchmark of whole training steps measured.</summary>
internal sealed record BenchmarkResult
{
    /// <summary>Median over the blocks.</summary>
    public required double MicrosecondsPerIteration { get; init; }

    /// <summary>T * B symbols in that time.</summary>
    public required double SymbolsPerSecond { get; init; }

    /// <summary>See <see cref="ModelShape.MultiplyAdds"/>.</summary>
    public required long MultiplyAddsPerIteration { get; init; }

    /// <summary>What one core can do, in 1e9 multiply-adds per second: median over the blocks.</summary>
    public required double PeakGigaMultiplyAdds { get; init; }

    /// <summary>Median over the blocks of the step's multiply-adds per second over the peak measured right after.</summary>
    public required double ShareOfPeak { get; init; }

    /// <summary>Managed bytes that the process allocated while it measured.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Garbage collections while it measured.</summary>
    public required int Collections { get; init; }

    /// <summary>What it costs the threads to wait for each other once; null for one thread.</summary>
    public required double? MeetingNanoseconds { get; init; }

    /// <summary>Median microseconds of each part of a step, from a pass of its own, on one thread.</summary>
    public required IReadOnlyList<(StepPhase Phase, double Microseconds)> Phases { get; init; }
}
