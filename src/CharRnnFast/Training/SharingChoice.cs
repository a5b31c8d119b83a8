using System.Diagnostics;

namespace CharRnnFast.Training;

/// <summary>
/// Chooses whether the threads of a team share the next step or the first does it alone, which gives the same bits. On a machine whose cores have other
/// work, a shared step waits for a thread that does not run, and can take ten times as long as one alone. So now and then some steps are done the other
/// way, and the faster way is kept: the less often, the longer it has been the faster one.
/// </summary>
internal sealed class SharingChoice
{
    private const int TrialSteps = 8;
    private const int ShortestPause = 64;
    private const int LongestPause = 1 << 16;

    private bool _shares = true;
    private Stage _stage = Stage.Settled;
    private int _pause = ShortestPause;
    private int _left = ShortestPause;
    private long _started;
    private long _ownTime;

    private enum Stage
    {
        Settled,
        TimingOwn,
        TimingOther,
    }

    /// <summary>Whether the step that begins now is shared.</summary>
    public bool NextIsShared()
    {
        if (_left == 0)
            MoveOn(Stopwatch.GetTimestamp());
        _left--;
        return _shares != (_stage == Stage.TimingOther);
    }

    private void MoveOn(long now)
    {
        long elapsed = now - _started;
        _started = now;
        _left = TrialSteps;
        switch (_stage)
        {
            case Stage.Settled:
                _stage = Stage.TimingOwn;
                break;
            case Stage.TimingOwn:
                _ownTime = elapsed;
                _stage = Stage.TimingOther;
                break;
            default:
                Settle(otherIsFaster: elapsed < _ownTime);
                break;
        }
    }

    private void Settle(bool otherIsFaster)
    {
        _shares ^= otherIsFaster;
        _pause = otherIsFaster ? ShortestPause : Math.Min(2 * _pause, LongestPause);
        _left = _pause;
        _stage = Stage.Settled;
    }
}
