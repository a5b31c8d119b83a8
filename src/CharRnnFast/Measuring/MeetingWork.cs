using System.Diagnostics;
using CharRnnFast.Threads;

namespace CharRnnFast.Measuring;

/// <summary>All threads of a team meet again and again, and do nothing between: what waiting for each other costs a shared step.</summary>
internal sealed class MeetingWork(ThreadTeam team) : ITeamWork
{
    private const int Rounds = 1000;
    private const int Runs = 21;

    private readonly Meeting _meeting = new(team);
    private double _seconds;

    /// <summary>Nanoseconds of a meeting: the median of some runs of 1000 meetings.</summary>
    public double MeasureNanoseconds()
    {
        double[] nanoseconds = new double[Runs];
        foreach (ref double result in nanoseconds.AsSpan())
        {
            team.Run(this);
            result = _seconds * 1e9 / Rounds;
        }

        return Median.Of(nanoseconds);
    }

    /// <inheritdoc/>
    void ITeamWork.Run(int thread)
    {
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < Rounds; round++) _meeting.Meet(thread);
        if (thread == 0) _seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
