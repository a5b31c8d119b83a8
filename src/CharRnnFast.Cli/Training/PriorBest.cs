using CharRnnFast.Checkpoints;
using CharRnnFast.Files;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// The best model that a run had before it goes on, perhaps at another path. It is looked for in the run's own file for it, beside the
/// resumed file, and in the resumed file itself, which may be a copy of it. Its path is where the resumed checkpoint is now: what a save
/// that broke off had left may have been put in place.
/// </summary>
internal sealed class PriorBest(Checkpoint stored, string path)
{
    /// <summary>The score of the run's best model in a file; null where there is no file, or it holds another run's.</summary>
    /// <exception cref="CharRnnException">The file is no usable checkpoint.</exception>
    public double? ScoreIn(string file)
    {
        if (!FileTarget.Exists(file)) return null;
        using Checkpoint best = Checkpoint.Open(file);
        return ScoreOf(best);
    }

    /// <summary>
    /// Brings the best model, of a known score, along to where the run keeps it from now on, if it is not there; <c>scoreNow</c> scores the
    /// model that is resumed.
    /// </summary>
    public void Bring(BestModel best, double score, Func<double> scoreNow)
    {
        if (best.Score <= score) return;
        string beside = TrainOptions.BestPathOf(path);
        if (!FileTarget.AreSame(beside, best.Path) && ScoreIn(beside) <= score) TakeOver(best, beside);
        // The same model on the same text scores the same, to the last bit.
        else if (scoreNow() == score) TakeOver(best, path);
    }

    private static void TakeOver(BestModel best, string file)
    {
        using Checkpoint checkpoint = Checkpoint.Open(file);
        best.TakeOver(checkpoint);
    }

    private double? ScoreOf(Checkpoint best)
    {
        CheckpointMetadata one = best.Metadata, other = stored.Metadata;
        bool isOfThisRun = best.IsOfSameRun(stored)
            && (one.Validation, one.BatchSize, best.VocabSize) == (other.Validation, other.BatchSize, stored.VocabSize);
        return isOfThisRun ? one.BestValidationBitsPerSymbol : null;
    }
}
