using System.Diagnostics;
using CharRnnFast.Steps;
using CharRnnFast.Threads;

namespace CharRnnFast.Measuring;

/// <summary>The loop of multiply-adds on all threads of a team at once.</summary>
internal sealed class PeakWork(Kernel kernel, ThreadTeam team) : ITeamWork
{
    private int _rounds;
    private long _multiplyAdds;
    private double _seconds;

    /// <summary>What a core has done in the last run, in multiply-adds per second.</summary>
    public double MultiplyAddsPerSecond => _multiplyAdds / _seconds;

    /// <summary>Runs the loop on every thread.</summary>
    /// <param name="rounds">Trips through it.</param>
    /// <returns>
    /// The seconds that it took the first thread, without the waiting for the others: on a busy machine that takes longer than the loop.
    /// </returns>
    public double Run(int rounds)
    {
        _rounds = rounds;
        team.Run(this);
        return _seconds;
    }

    /// <inheritdoc/>
    void ITeamWork.Run(int thread)
    {
        long start = Stopwatch.GetTimestamp();
        long multiplyAdds = kernel.FmaPeak(_rounds);
        if (thread != 0)
            return;
        _seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        _multiplyAdds = multiplyAdds;
    }
}
