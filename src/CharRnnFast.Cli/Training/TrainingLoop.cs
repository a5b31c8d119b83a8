using System.Diagnostics;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// Steps until the run is over or a signal comes, with the observers called after each one in their order. Allocates nothing.
/// </summary>
internal sealed class TrainingLoop(TrainingRun run, StopRule stop, StopSignals signals, IReadOnlyList<IStepObserver> observers)
{
    private readonly IStepObserver[] _observers = [.. observers];

    /// <summary>Trains, and tells how long.</summary>
    /// <exception cref="CharRnnException">The loss is no longer finite.</exception>
    public TimeSpan Run()
    {
        long start = Stopwatch.GetTimestamp();
        foreach (IStepObserver observer in _observers) observer.AtStart(start);
        while (!stop.IsReached(run) && !signals.HasCome) Step();
        long end = Stopwatch.GetTimestamp();
        foreach (IStepObserver observer in _observers) observer.AtEnd(end);
        return Stopwatch.GetElapsedTime(start, end);
    }

    private void Step()
    {
        if (!double.IsFinite(run.Step())) throw new CharRnnException(Messages.LossIsNotFinite(run.Iteration));
        long now = Stopwatch.GetTimestamp();
        foreach (IStepObserver observer in _observers) observer.AfterStep(now);
    }
}

/// <summary>Something that goes on beside a training run. Timestamps are those of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
internal interface IStepObserver
{
    /// <summary>Called once, before the first step.</summary>
    void AtStart(long timestamp)
    {
    }

    /// <summary>Called after every step; allocates nothing.</summary>
    void AfterStep(long timestamp);

    /// <summary>Called once after the last step, unless that went wrong.</summary>
    void AtEnd(long timestamp)
    {
    }
}
