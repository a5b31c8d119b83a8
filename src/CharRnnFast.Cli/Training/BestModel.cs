using System.Diagnostics;
using CharRnnFast.Checkpoints;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// The best model of a run so far: in memory at once, in its file at most once in ten seconds and before the run ends. The score that it
/// begins with is that of the run's model in the file; null: there is none.
/// </summary>
internal sealed class BestModel(TrainingRun run, Func<CheckpointMetadata> captureState, CheckpointWriter writer, double? score = null)
{
    /// <summary>Between two saves, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Period { get; init; } = 10 * Stopwatch.Frequency;

    private readonly ModelSnapshot _snapshot = new(run);
    private bool _isUnsaved;
    private bool _hasFailed;
    private long _due;

    /// <summary>Bits per symbol, on the held-out text, of the model that the file holds or will hold; null: none.</summary>
    public double? Score { get; private set; } = score;

    /// <summary>The file, as its path was given.</summary>
    public string Path => writer.Path;

    /// <summary>Takes the model as it stands, unless the file's scored as well on the held-out text. Allocates nothing.</summary>
    public void Take(double validation)
    {
        if (validation >= Score) return;
        _snapshot.Take(validation);
        Score = validation;
        _isUnsaved = true;
    }

    /// <summary>Copies the best model that the run had elsewhere into the file.</summary>
    /// <exception cref="CharRnnException">It cannot be read or written.</exception>
    public void TakeOver(Checkpoint best)
    {
        best.LoadInto(_snapshot);
        writer.Save(best.Metadata with { Dropout = run.Trainer.Shape.Dropout }, _snapshot); // it may have changed since, and names tensors
        Score = best.Metadata.BestValidationBitsPerSymbol;
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
