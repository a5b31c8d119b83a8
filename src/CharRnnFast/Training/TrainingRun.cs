using CharRnnFast.Checkpoints;
using CharRnnFast.Model;
using CharRnnFast.Numerics;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Threads;

namespace CharRnnFast.Training;

/// <summary>
/// A trainer walking over a text, cut into B streams of equal length: data pointer, epochs, smoothed loss. <see cref="Step"/> allocates
/// nothing.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    internal const double Ln2 = 0.69314718055994530942;

    private readonly SymbolWindow[] _streams;
    private readonly long _length;
    private readonly int[] _window;
    private bool _started;

    /// <summary>A fresh run from position 0.</summary>
    /// <param name="trainer">The model, which is disposed with the run.</param>
    /// <param name="corpus">At least B (T + 1) symbols of the model's vocabulary.</param>
    /// <exception cref="ArgumentException">
    /// The text is shorter than B (T + 1) symbols, or has another vocabulary size than the model.
    /// </exception>
    public TrainingRun(Trainer trainer, Corpus corpus)
        : this(trainer, corpus, length: null)
    {
    }

    /// <inheritdoc cref="TrainingRun(Trainer, Corpus)"/>
    /// <param name="trainer">The model.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="length">Symbols trained on, from the text's first, B (T + 1) or more; null: all.</param>
    internal TrainingRun(Trainer trainer, Corpus corpus, long? length)
    {
        if (corpus.Vocabulary.Count != trainer.Shape.VocabSize)
            throw new ArgumentException("The text has another vocabulary than the model.", nameof(corpus));
        long symbols = length ?? corpus.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(symbols, corpus.Length, nameof(length));
        _length = symbols / trainer.Shape.BatchSize;
        if (_length <= trainer.Shape.SequenceLength)
            throw new ArgumentException("The text is shorter than B (T + 1) symbols.", nameof(corpus));
        (Trainer, Corpus) = (trainer, corpus);
        _streams = Array.ConvertAll(new SymbolWindow[trainer.Shape.BatchSize], _ => corpus.OpenWindow());
        _window = new int[trainer.Shape.SequenceLength + 1];
        SmoothLoss = LossOfGuessing = SequenceLength * ElementaryFunctions.NaturalLogarithm(trainer.Shape.VocabSize);
    }

    /// <summary>A run to be continued exactly where a checkpoint's counters say; the hidden state is the trainer's.</summary>
    /// <param name="trainer">The model, its hidden state included.</param>
    /// <param name="corpus">The text of the run so far.</param>
    /// <param name="iteration">Steps done.</param>
    /// <param name="position">The data pointer before the next step.</param>
    /// <param name="epoch">Epochs completed.</param>
    /// <param name="smoothLoss">In nats over T symbols; null: it starts from the first step's loss.</param>
    /// <param name="length">Symbols trained on; null: all.</param>
    internal TrainingRun(Trainer trainer, Corpus corpus, long iteration, long position, long epoch, double? smoothLoss, long? length = null)
        : this(trainer, corpus, length)
    {
        Iteration = iteration;
        Position = position;
        Epoch = epoch;
        SmoothLoss = smoothLoss ?? SmoothLoss;
        SmoothLossIsKnown = smoothLoss is not null;
        _started = iteration > 0;
    }

    /// <summary>The trainer.</summary>
    public Trainer Trainer { get; }

    /// <summary>The text, what is held out of it included.</summary>
    public Corpus Corpus { get; }

    /// <summary>Factor on the learning rate at each epoch's end, over 0 up to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double LearningRateDecay
    {
        get;
        init => field = value > 0 && value <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "It is over 0 and at most 1.");
    } = 1;

    /// <summary>Steps done, those before a resume included.</summary>
    public long Iteration { get; private set; }

    /// <summary>The data pointer p of every stream before the next step.</summary>
    public long Position { get; private set; }

    /// <summary>Returns of the data pointer to 0 after the first step.</summary>
    public long Epoch { get; private set; }

    /// <summary>Whether the next step begins by returning to position 0: the run's first does, and the first of every epoch.</summary>
    internal bool NextStepRewinds => !_started || Position + SequenceLength + 1 >= _length;

    /// <summary>Loss of the last step, nats summed over T and averaged over the streams.</summary>
    public double Loss { get; private set; }

    /// <summary>
    /// 0.999 * smooth + 0.001 * loss, from T ln V, or, where a model was taken over without it, from the first step's loss.
    /// </summary>
    public double SmoothLoss { get; private set; }

    /// <summary>
    /// Whether <see cref="SmoothLoss"/> is the run's: not before the first step of a model that was taken over without it.
    /// </summary>
    internal bool SmoothLossIsKnown { get; private set; } = true;

    /// <summary>T ln V: the loss of a model that gives every symbol the same probability.</summary>
    public double LossOfGuessing { get; }

    /// <summary>The smoothed loss in bits per symbol.</summary>
    public double BitsPerSymbol => SmoothLoss / (SequenceLength * Ln2);

    /// <summary>Steps that one walk over the text takes, at least 1.</summary>
    public long StepsPerEpoch => Math.Max(1, StepsFrom(0));

    /// <summary>Steps before the data pointer returns to 0 again; 0 where the next step begins by that.</summary>
    internal long StepsLeftInEpoch => !_started ? StepsPerEpoch : Math.Max(0, StepsFrom(Position));

    /// <summary>Index of stream 0's next input symbol, from which a sample shown while training starts.</summary>
    internal int NextInput
    {
        get
        {
            int next = 0;
            _streams[0].Read(NextStepRewinds ? 0 : Position, new(ref next));
            return next;
        }
    }

    /// <summary>What the run was resumed from; null: nothing.</summary>
    internal CheckpointMetadata? Resumed { get; init; }

    private int SequenceLength => Trainer.Shape.SequenceLength;

    /// <summary>One step at the data pointer.</summary>
    /// <returns>The loss before the update, in nats summed over T and averaged over the streams.</returns>
    /// <exception cref="CharRnnException">The text's file can no longer be read, or has changed; the run stands where it stood.</exception>
    public double Step()
    {
        // Read first: a text that can no longer be read leaves the run where it stands, to be saved.
        bool rewinds = NextStepRewinds;
        for (int stream = 0; stream < _streams.Length; stream++)
            ReadStream(stream, rewinds ? 0 : Position);
        if (rewinds)
            Rewind();

        Trainer.Iteration = Iteration;
        Loss = Trainer.Step();
        SmoothLoss = SmoothLossIsKnown ? (0.999 * SmoothLoss) + (0.001 * Loss) : Loss;
        SmoothLossIsKnown = true;
        Position += SequenceLength;
        Iteration++;
        return Loss;
    }

    /// <summary>
    /// Goes on with a run exactly where a checkpoint's counters say, on its own text, with its settings; what it holds out for validation
    /// stays held out.
    /// </summary>
    /// <param name="path">Of the checkpoint, which is closed again.</param>
    /// <param name="corpus">The text of the run so far.</param>
    /// <param name="kernels">To choose a kernel from.</param>
    /// <param name="team">As for a fresh trainer.</param>
    /// <exception cref="CharRnnException">
    /// The file is missing, unreadable, damaged, or not a model; no kernel holds it; or the text is another one, or too short.
    /// </exception>
    public static TrainingRun Resume(string path, Corpus corpus, KernelTable kernels, ThreadTeam? team = null)
    {
        using Checkpoint checkpoint = Checkpoint.Open(path);
        return TrainingState.Resume(checkpoint, corpus, kernels, team);
    }

    /// <summary>
    /// Saves the run as a checkpoint: a safetensors file that <see cref="Resume"/>, <see cref="Sampling.Sampler.Load"/> and the command
    /// line go on from. The file is replaced as a whole, or stays as it was.
    /// </summary>
    /// <exception cref="CharRnnException">It cannot be written, or a weight is no longer finite.</exception>
    public void Save(string path)
    {
        CheckpointMetadata metadata = TrainingState.Capture(this, Trainer.Seed);
        if (Resumed is not null) metadata = TrainingState.WithValidationsOf(metadata, Resumed);
        using CheckpointWriter writer = new(path);
        writer.Prepare(metadata, Trainer.Model);
        writer.Save(metadata, Trainer.Model);
    }

    /// <inheritdoc/>
    public void Dispose() => Trainer.Dispose();

    private void ReadStream(int stream, long position)
    {
        _streams[stream].Read((stream * _length) + position, _window);
        Span<int> inputs = Trainer.Inputs, targets = Trainer.Targets;
        RowSequence rows = Trainer.Shape.RowsOf(stream);
        for (int t = 0; t < _window.Length - 1; t++)
            (inputs[rows[t]], targets[rows[t]]) = (_window[t], _window[t + 1]);
    }

    // A step takes place at p where p + T + 1 < length.
    private long StepsFrom(long position) => (_length - 2 - position) / SequenceLength;

    private void Rewind()
    {
        if (_started)
            EndEpoch();
        _started = true;
        Position = 0;
        Trainer.ResetHiddenState();
    }

    // The rate never becomes 0: a checkpoint of a run without one could not be read.
    private void EndEpoch()
    {
        Epoch++;
        if (LearningRateDecay != 1)
            Trainer.LearningRate = Math.Max((float)(Trainer.LearningRate * LearningRateDecay), float.Epsilon);
    }
}
