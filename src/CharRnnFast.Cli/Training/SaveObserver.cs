using System.Diagnostics;
using CharRnnFast.Checkpoints;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// Saves the model every N iterations, or else once a minute, and at the end. The best model goes first: a checkpoint never tells a
/// score whose model is nowhere.
/// </summary>
internal sealed class SaveObserver(TrainJob job, CheckpointWriter writer) : IStepObserver
{
    private static readonly long Period = 60 * Stopwatch.Frequency;

    private readonly long? _every = job.Options.CheckpointEvery.IsGiven ? job.Options.CheckpointEvery.Value : null;
    private long _due;

    /// <summary>The best model on the held-out text; null: nothing is held out.</summary>
    public BestModel? Best { get; set; }

    /// <summary>Whether the last save went wrong.</summary>
    public bool HasFailed { get; private set; }

    public void AtStart(long timestamp) => _due = timestamp + Period;

    public void AfterStep(long timestamp)
    {
        if (_every is long steps ? job.Run.Iteration % steps != 0 : timestamp < _due) return;
        Save();
        _due = Stopwatch.GetTimestamp() + Period;
    }

    public void AtEnd(long timestamp) => Save();

    private void Save()
    {
        Best?.Save();
        HasFailed = true;
        writer.Save(job.CaptureState(), job.Run.Trainer.Model);
        HasFailed = false;
    }
}
