using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Training;
using CharRnnFast.Training;

namespace CharRnnFast.AllocationProbe;

/// <summary>The progress of a run, shown after every step: by the clock, 2,000 steps would show it once.</summary>
internal sealed class EagerProgress(TrainingRun run, StopRule stop, StandardError error) : IStepObserver
{
    private readonly ProgressObserver _progress = new(run, stop, error);

    /// <inheritdoc/>
    public void AtStart(long timestamp) => _progress.AtStart(timestamp);

    /// <inheritdoc/>
    public void AfterStep(long timestamp) => _progress.Show(timestamp);

    /// <inheritdoc/>
    public void AtEnd(long timestamp) => _progress.AtEnd(timestamp);
}
