using CharRnnFast.Kernels;
using CharRnnFast.Threads;

namespace CharRnnFast.Measuring;

/// <summary>The loop of multiply-adds on all threads of a team at once.</summary>
internal sealed class PeakWork(Kernel kernel, ThreadTeam team) : ITeamWork
{
    private int _rounds;
    private long _multiplyAdds;

    /// <summary>Runs the loop on every thread.</summary>
    /// <param name="rounds">Trips through it.</param>
    /// <returns>Multiply-adds of all threads together.</returns>
    public long Run(int rounds)
    {
        _rounds = rounds;
        team.Run(this);
        return _multiplyAdds * team.Count;
    }

    /// <inheritdoc/>
    void ITeamWork.Run(int thread)
    {
        long multiplyAdds = kernel.FmaPeak(_rounds);
        if (thread == 0)
            _multiplyAdds = multiplyAdds;
    }
}
