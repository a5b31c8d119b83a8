using System.Diagnostics;
using CharRnnFast.Checkpoints;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>The best model of a run so far: in memory at once, in its file at most once in ten seconds and before the run ends.</summary>
/// <param name="run">The run.</param>
/// <param name="captureState">What a checkpoint of the run holds besides its tensors.</param>
/// <param name="writer">The file.</param>
internal sealed class BestModel(TrainingRun run, Func<CheckpointMetadata> captureState, CheckpointWriter writer)
{
    private static readonly long Period = 10 * Stopwatch.Frequency;

    private readonly ModelSnapshot _snapshot = new(run);
    private bool _isUnsaved;
    private bool _hasFailed;
    private long _due;

    /// <summary>Takes the model as it stands. Allocates nothing.</summary>
    public void Take()
    {
        _snapshot.Take();
        _isUnsaved = true;
    }

    /// <summary>Saves where it is time to.</summary>
    public void SaveIfDue(long timestamp)
    {
        if (!_isUnsaved || timestamp < _due) return;
        Save();
        _due = Stopwatch.GetTimestamp() + Period;
    }

    /// <summary>Saves what the file does not hold yet, unless that has failed before.</summary>
    public void Save()
    {
        if (!_isUnsaved || _hasFailed) return;
        _hasFailed = true;
        writer.Save(_snapshot.At(captureState()), _snapshot);
        _hasFailed = _isUnsaved = false;
    }
}
