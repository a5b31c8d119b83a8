using System.Diagnostics;

namespace CharRnnFast.Training;

/// <summary>
/// Chooses whether the threads of a team share the next step or the first does it alone, which gives the same bits. On a machine whose
/// cores have other work, a shared step waits for a thread that does not run, and can take hundreds of times as long as one alone. So a few
/// steps are done alone first and timed; shared ones must not lose more time against them than a bound. When they do, steps are done alone
/// for 50 times what was lost, then shared again: a busy core costs some 2 % of the time of one thread, and sharing goes on soon after it
/// is free. Allocates nothing.
/// </summary>
internal sealed class SharingChoice
{
    private const int TimedSteps = 8;
    private const int MinTurn = 64;
    private const int MaxTurn = 1 << 16;
    private const int Restraint = 50;

    // Slow steps: two are enough.
    private static readonly long MaxTiming = Stopwatch.Frequency / 100;

    // To wake the others takes 50 us or more, once: not a reason to give up.
    private static readonly long MinBound = Stopwatch.Frequency / 5000;

    // Of a process that was stopped for an hour: no more is made up for than this.
    private static readonly long MaxLoss = Stopwatch.Frequency / 10;

    private Stage _stage = Stage.Timing;
    private long _left = TimedSteps;
    private long _turn = MinTurn;
    private long _timed;
    private long _longest;
    private long _sum;
    private long _alone;
    private long _lost;

    private enum Stage
    {
        Timing,
        Sharing,
        Alone,
    }

    /// <summary>A step begins.</summary>
    /// <returns>Whether it is to be shared.</returns>
    public bool Begin()
    {
        if (_left == 0)
            MoveOn();
        _left--;
        return _stage == Stage.Sharing;
    }

    /// <summary>The step has ended.</summary>
    /// <param name="elapsed">Ticks of <see cref="Stopwatch"/> that it took; nothing between two steps, a save or a sample, counts.</param>
    public void End(long elapsed)
    {
        if (_stage == Stage.Timing)
            Time(elapsed);
        else if (_stage == Stage.Sharing)
            Compare(elapsed);
    }

    private void MoveOn()
    {
        if (_stage == Stage.Timing)
        {
            // The longest may have been interrupted, or the first of the run.
            _alone = Math.Max(1, (_sum - _longest) / (_timed - 1));
            (_stage, _left) = (Stage.Sharing, _turn);
            _turn = Math.Min(2 * _turn, MaxTurn);
            return;
        }

        (_stage, _left) = (Stage.Timing, TimedSteps);
        (_timed, _sum, _longest) = (0, 0, 0);
    }

    private void Time(long elapsed)
    {
        _timed++;
        _sum += elapsed;
        _longest = Math.Max(_longest, elapsed);
        if (_timed > 1 && _sum > MaxTiming)
            _left = 0;
    }

    private void Compare(long elapsed)
    {
        _lost = Math.Max(0, _lost + elapsed - _alone);
        if (_lost <= Math.Max(TimedSteps * _alone, MinBound))
            return;
        _left = Math.Max(MinTurn, Restraint * Math.Min(_lost, MaxLoss) / _alone);
        (_stage, _turn, _lost) = (Stage.Alone, MinTurn, 0);
    }
}
