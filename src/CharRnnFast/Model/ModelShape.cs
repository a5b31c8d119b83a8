namespace CharRnnFast.Model;

/// <summary>The sizes of a training run, and the choices that its memory and its arithmetic follow from.</summary>
/// <param name="HiddenSize">H of every layer, 1 to <see cref="MaxHiddenSize"/>.</param>
/// <param name="VocabSize">V, <see cref="MinVocabSize"/> to <see cref="MaxVocabSize"/>.</param>
/// <param name="SequenceLength">T, 1 to <see cref="MaxSequenceLength"/>.</param>
/// <param name="BatchSize">B, the number of parallel streams, 1 to <see cref="MaxBatchSize"/>.</param>
public readonly record struct ModelShape(int HiddenSize, int VocabSize, int SequenceLength, int BatchSize = 1)
{
    /// <summary>Largest H.</summary>
    public const int MaxHiddenSize = 1024;

    /// <summary>Smallest V: with one symbol there is nothing to learn.</summary>
    public const int MinVocabSize = 2;

    /// <summary>Largest V.</summary>
    public const int MaxVocabSize = 8192;

    /// <summary>Largest T.</summary>
    public const int MaxSequenceLength = 1024;

    /// <summary>Largest B.</summary>
    public const int MaxBatchSize = 256;

    /// <summary>Largest L.</summary>
    public const int MaxLayers = 8;

    private readonly Optimizer? _optimizer;

    /// <summary>What each layer computes.</summary>
    public Cell Cell { get; init; } = Cell.Rnn;

    /// <summary>L, 1 to <see cref="MaxLayers"/>: the first is fed the symbols, each other one the output of the layer below.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>What changes the weights: Adagrad for one layer of <see cref="Cell.Rnn"/>, else Adam, unless it is set.</summary>
    public Optimizer Optimizer
    {
        get => _optimizer ?? (IsSeedNetwork ? Optimizer.Adagrad : Optimizer.Adam);
        init => _optimizer = value;
    }

    /// <summary>
    /// Share of each layer's outputs that a training step drops on their way up, 0 up to below 1; never of the recurrent state.
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>G, the gates of a layer.</summary>
    public int Gates => Cell switch
    {
        Cell.Gru => 3,
        Cell.Lstm => 4,
        _ => 1,
    };

    /// <summary>Weights and biases that are trained.</summary>
    public int Parameters
    {
        get
        {
            int recurrent = (Gates * HiddenSize * (HiddenSize + 1)) + (Cell == Cell.Gru ? HiddenSize : 0);
            return (Gates * HiddenSize * (VocabSize + ((Layers - 1) * HiddenSize))) + (Layers * recurrent) + (VocabSize * (HiddenSize + 1));
        }
    }

    /// <summary>
    /// Multiply-adds of a step: 3 (G H H (2 L - 1) + H V) for each symbol, forward, backward and in the weights' gradients.
    /// </summary>
    public long MultiplyAdds =>
        3L * BatchSize * SequenceLength * HiddenSize * ((Gates * HiddenSize * ((2L * Layers) - 1)) + VocabSize);

    /// <summary>Whether all sizes and choices are the same, whether the optimizer was set or follows from the others.</summary>
    public bool Equals(ModelShape other) => Values == other.Values;

    /// <inheritdoc/>
    public override int GetHashCode() => Values.GetHashCode();

    /// <summary>Whether this is min-char-rnn's network, whose sums and initial weights have an order of their own.</summary>
    internal bool IsSeedNetwork => (Cell, Layers) == (Cell.Rnn, 1);

    /// <summary>Whether this is min-char-rnn's algorithm altogether, whose files have format 1.</summary>
    internal bool IsSeedAlgorithm => IsSeedNetwork && Optimizer == Optimizer.Adagrad && Dropout == 0;

    /// <summary>Rows of activations, T*B.</summary>
    internal int Rows => SequenceLength * BatchSize;

    /// <summary>The groups that streams stand in.</summary>
    internal int Groups => (BatchSize + StreamGroup.MaxStreams - 1) / StreamGroup.MaxStreams;

    /// <summary>A group of streams.</summary>
    internal StreamGroup Group(int index) => new(index * StreamGroup.MaxStreams, Math.Min(
        StreamGroup.MaxStreams, BatchSize - (index * StreamGroup.MaxStreams)));

    /// <summary>Where the steps of a stream stand in arrays of <see cref="Rows"/>.</summary>
    internal RowSequence RowsOf(int stream)
    {
        StreamGroup group = Group(stream / StreamGroup.MaxStreams);
        return new((SequenceLength * group.First) + stream - group.First, group.Count);
    }

    private (int, int, int, int, Cell, int, Optimizer, double) Values =>
        (HiddenSize, VocabSize, SequenceLength, BatchSize, Cell, Layers, Optimizer, Dropout);

    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    internal void ThrowIfOutOfRange()
    {
        Check(HiddenSize, 1, MaxHiddenSize, nameof(HiddenSize));
        Check(VocabSize, MinVocabSize, MaxVocabSize, nameof(VocabSize));
        Check(SequenceLength, 1, MaxSequenceLength, nameof(SequenceLength));
        Check(BatchSize, 1, MaxBatchSize, nameof(BatchSize));
        Check(Layers, 1, MaxLayers, nameof(Layers));
        Check((int)Cell, 0, (int)Cell.Lstm, nameof(Cell));
        Check((int)Optimizer, 0, (int)Optimizer.Adam, nameof(Optimizer));
        if (!(Dropout >= 0 && Dropout < 1)) throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, "It is 0 up to below 1.");

        static void Check(int size, int min, int max, string name)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, min, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(size, max, name);
        }
    }
}
