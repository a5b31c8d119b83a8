using System.Diagnostics;
using CharRnnFast.Checkpoints;

namespace CharRnnFast.Cli.Training;

/// <summary>Saves the model once a minute and at the end.</summary>
internal sealed class SaveObserver(TrainJob job, CheckpointWriter writer) : IStepObserver
{
    private static readonly long Period = 60 * Stopwatch.Frequency;

    private long _due;

    /// <summary>Whether the last save went wrong.</summary>
    public bool HasFailed { get; private set; }

    /// <inheritdoc/>
    public void AtStart(long timestamp) => _due = timestamp + Period;

    /// <inheritdoc/>
    public void AfterStep(long timestamp)
    {
        if (timestamp < _due) return;
        Save();
        _due = Stopwatch.GetTimestamp() + Period;
    }

    /// <inheritdoc/>
    public void AtEnd(long timestamp) => Save();

    private void Save()
    {
        HasFailed = true;
        writer.Save(job.CaptureState(), job.Run.Trainer.Model);
        HasFailed = false;
    }
}
