using CharRnnFast.Checkpoints;
using CharRnnFast.Text;

namespace CharRnnFast.Training;

/// <summary>A run's counters and settings on their way into a checkpoint and out of it.</summary>
public static class TrainingState
{
    /// <summary>What a checkpoint of the run holds besides its tensors.</summary>
    public static CheckpointMetadata Capture(TrainingRun run, Corpus corpus, long seed) => new()
    {
        Vocabulary = corpus.Vocabulary,
        SequenceLength = run.Trainer.Shape.SequenceLength,
        BatchSize = run.Trainer.Shape.BatchSize,
        LearningRate = run.Trainer.LearningRate,
        Clip = run.Trainer.Clip,
        Seed = seed,
        Iteration = run.Iteration,
        Position = run.Position,
        Epoch = run.Epoch,
        SmoothLoss = run.SmoothLoss,
        CorpusXxh128 = corpus.Xxh128,
        CorpusSymbols = corpus.Length,
    };

    /// <summary>
    /// The run that a checkpoint stopped in, to be continued. Where the sequence length has changed, the smoothed loss, a sum over it, is
    /// scaled with it. What the checkpoint does not hold starts as in a fresh run.
    /// </summary>
    /// <param name="trainer">Holds the checkpoint's tensors already.</param>
    /// <param name="corpus">The checkpoint's text.</param>
    /// <param name="stored">The checkpoint's metadata.</param>
    public static TrainingRun Continue(Trainer trainer, Corpus corpus, CheckpointMetadata stored)
    {
        int sequenceLength = trainer.Shape.SequenceLength;
        double smoothLoss = stored.SmoothLoss is double loss
            ? Rescale(loss, stored.SequenceLength ?? sequenceLength, sequenceLength)
            : new TrainingRun(trainer, corpus).SmoothLoss;
        return new(trainer, corpus, stored.Iteration ?? 0, stored.Position ?? 0, stored.Epoch ?? 0, smoothLoss);
    }

    /// <summary>A checkpoint's smoothed loss in bits per symbol; null where it has none.</summary>
    public static double? BitsPerSymbol(CheckpointMetadata stored) => stored.SmoothLoss / (stored.SequenceLength * TrainingRun.Ln2);

    // Exact where nothing has changed: x * n / n need not be x.
    private static double Rescale(double smoothLoss, int oldLength, int newLength) =>
        oldLength == newLength ? smoothLoss : smoothLoss * newLength / oldLength;
}
