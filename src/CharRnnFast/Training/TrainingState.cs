using CharRnnFast.Checkpoints;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Threads;

namespace CharRnnFast.Training;

/// <summary>A run's counters and settings on their way into a checkpoint and out of it.</summary>
internal static class TrainingState
{
    // The seed's, where a file of another program does not say.
    private const int DefaultSequenceLength = 25;

    /// <summary>What a checkpoint of the run holds besides its tensors.</summary>
    /// <param name="run">The run.</param>
    /// <param name="seed">Of the initial weights.</param>
    /// <param name="validations">Of the held-out part; null: nothing is held out.</param>
    public static CheckpointMetadata Capture(TrainingRun run, long seed, ValidationHistory? validations = null) => new()
    {
        Vocabulary = run.Corpus.Vocabulary,
        Cell = run.Trainer.Shape.Cell,
        Layers = run.Trainer.Shape.Layers,
        Optimizer = run.Trainer.Shape.Optimizer,
        Dropout = run.Trainer.Shape.Dropout,
        Updates = run.Trainer.Shape.Optimizer == Optimizer.Adam ? run.Trainer.Updates : null,
        SequenceLength = run.Trainer.Shape.SequenceLength,
        BatchSize = run.Trainer.Shape.BatchSize,
        LearningRate = run.Trainer.LearningRate,
        Clip = run.Trainer.Clip,
        Seed = seed,
        Iteration = run.Iteration,
        Position = run.Position,
        Epoch = run.Epoch,
        SmoothLoss = run.SmoothLossIsKnown ? run.SmoothLoss : null,
        CorpusXxh128 = run.Corpus.Xxh128,
        CorpusSymbols = run.Corpus.Length,
        LearningRateDecay = run.LearningRateDecay == 1 ? null : run.LearningRateDecay,
        Validation = validations?.Share,
        ValidationEvery = validations?.Every,
        Patience = validations is { Patience: > 0 } ? validations.Patience : null,
        BestValidationBitsPerSymbol = validations?.Best,
        ValidationsSinceBest = validations?.SinceBest,
    };

    /// <summary>
    /// The run that a checkpoint stopped in, to be continued. Where the sequence length has changed, the smoothed loss, a sum over it, is
    /// scaled with it; where the checkpoint has none, it starts from the first step's loss. What else the checkpoint does not hold starts
    /// as in a fresh run.
    /// </summary>
    /// <param name="trainer">Holds the checkpoint's tensors already.</param>
    /// <param name="corpus">The checkpoint's text.</param>
    /// <param name="stored">The checkpoint's metadata.</param>
    /// <param name="length">Symbols trained on; null: all.</param>
    /// <param name="learningRateDecay">Factor on the learning rate at each epoch's end from now on.</param>
    public static TrainingRun Continue(
        Trainer trainer, Corpus corpus, CheckpointMetadata stored, long? length = null, double learningRateDecay = 1)
    {
        int sequenceLength = trainer.Shape.SequenceLength;
        double? smoothLoss = stored.SmoothLoss is double loss
            ? Rescale(loss, stored.SequenceLength ?? sequenceLength, sequenceLength)
            : null;
        return new(trainer, corpus, stored.Iteration ?? 0, stored.Position ?? 0, stored.Epoch ?? 0, smoothLoss, length)
        {
            LearningRateDecay = learningRateDecay,
            Resumed = stored,
        };
    }

    /// <summary>The run that a checkpoint stopped in, with a trainer of its own and the settings that are stored.</summary>
    /// <inheritdoc cref="TrainingRun.Resume"/>
    public static TrainingRun Resume(Checkpoint checkpoint, Corpus corpus, KernelTable kernels, ThreadTeam? team)
    {
        CheckpointMetadata stored = checkpoint.Metadata;
        if (!IsTextOf(stored, corpus)) throw new CharRnnException(Messages.IsNotTheTextOf(corpus.Name, checkpoint.Path));
        ModelShape shape = checkpoint.Shape with { SequenceLength = stored.SequenceLength ?? DefaultSequenceLength };
        double share = stored.Validation ?? 0;
        TextSplit split = TextSplit.Of(corpus.Length, share);
        split.Check(corpus.Name, share, shape.SequenceLength, shape.BatchSize);
        Trainer trainer = new(kernels.For(shape.HiddenSize, shape.VocabSize), shape, storeGradients: false, team, stored.Seed ?? 0);
        try
        {
            trainer.LearningRate = stored.LearningRate ?? trainer.LearningRate;
            trainer.Clip = stored.Clip ?? trainer.Clip;
            checkpoint.LoadInto(trainer.Model);
            trainer.ResumeUpdates(UpdatesOf(checkpoint));
            return Continue(trainer, corpus, stored, split.Training, stored.LearningRateDecay ?? 1);
        }
        catch
        {
            trainer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The updates that a checkpoint's memory has seen: none where the memory is missing, which then starts as in a fresh run.
    /// </summary>
    public static long UpdatesOf(Checkpoint checkpoint) =>
        checkpoint.HasMemoryOf(ModelTensor.Why) ? checkpoint.Metadata.Updates ?? 0 : 0;

    /// <summary>What a checkpoint holds, with what another one of the same run says about its validations.</summary>
    public static CheckpointMetadata WithValidationsOf(CheckpointMetadata metadata, CheckpointMetadata stored) => metadata with
    {
        Validation = stored.Validation,
        ValidationEvery = stored.ValidationEvery,
        Patience = stored.Patience,
        BestValidationBitsPerSymbol = stored.BestValidationBitsPerSymbol,
        ValidationsSinceBest = stored.ValidationsSinceBest,
    };

    private static bool IsTextOf(CheckpointMetadata stored, Corpus corpus) =>
        corpus.Vocabulary.Encoding == stored.Vocabulary.Encoding && corpus.Vocabulary.Symbols.SequenceEqual(stored.Vocabulary.Symbols)
        && (stored.CorpusXxh128 ?? corpus.Xxh128) == corpus.Xxh128;

    /// <summary>A checkpoint's smoothed loss in bits per symbol; null where it has none.</summary>
    public static double? BitsPerSymbol(CheckpointMetadata stored) => stored.SmoothLoss / (stored.SequenceLength * TrainingRun.Ln2);

    // Exact where nothing has changed: x * n / n need not be x.
    private static double Rescale(double smoothLoss, int oldLength, int newLength) =>
        oldLength == newLength ? smoothLoss : smoothLoss * newLength / oldLength;
}
