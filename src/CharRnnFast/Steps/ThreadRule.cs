using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Steps;

/// <summary>How many threads share a run's steps where nobody says.</summary>
internal static class ThreadRule
{
    // One stream: a leader and one follower, or two walkers of several layers. Below this many multiply-adds a step they wait longer than
    // they gain: 19,440 give 0.92 of one thread's speed, 46,560 1.03, 97,200 1.13 (one layer, 2 cores of Zen 4:
    // benchmarks/results/amd-epyc-zen4/growth.md).
    private const long MinForPipeline = 40_000;

    // Several streams meet three times a step: 93,120 multiply-adds for 2 threads give 0.75, 155,520 1.07, 372,480 1.21.
    private const long MinForEachThread = 100_000;

    /// <summary>Two for one stream, else as many as there are streams and cores, each with enough to do.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="cores">Processors that this process may use.</param>
    public static int For(ModelShape shape, int cores)
    {
        long multiplyAdds = shape.MultiplyAdds;
        long most = shape.BatchSize == 1
            ? (multiplyAdds < MinForPipeline ? 1 : 2)
            : Math.Clamp(multiplyAdds / MinForEachThread, 1, shape.BatchSize);
        return (int)Math.Min(most, Math.Min(cores, ThreadTeam.MaxCount));
    }
}
