using CharRnnFast.Model;
using CharRnnFast.Text;

namespace CharRnnFast.Checkpoints;

/// <summary>What a checkpoint holds of a run besides its tensors; null is what the file does not hold.</summary>
internal sealed record CheckpointMetadata
{
    /// <summary>The symbols and their encoding; the one value without which a file is not a model.</summary>
    public required Vocabulary Vocabulary { get; init; }

    /// <summary>What the layers compute; of format 1 <see cref="Model.Cell.Rnn"/>.</summary>
    public Cell Cell { get; init; } = Cell.Rnn;

    /// <summary>L, 1 to <see cref="ModelShape.MaxLayers"/>.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whose memory the file holds; where it does not say, that of a fresh run of the cell.</summary>
    public Optimizer Optimizer { get; init; }

    /// <summary>Share of outputs that training drops, 0 up to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>Updates that Adam's memory has seen.</summary>
    public long? Updates { get; init; }

    /// <summary>T, 1 to <see cref="ModelShape.MaxSequenceLength"/>.</summary>
    public int? SequenceLength { get; init; }

    /// <summary>B, 1 to <see cref="ModelShape.MaxBatchSize"/>; where only the hidden state tells it, the number of its rows.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The learning rate in use, after decay; over 0.</summary>
    public float? LearningRate { get; init; }

    /// <summary>Bound of a gradient element, over 0.</summary>
    public float? Clip { get; init; }

    /// <summary>Seed of the initial weights and of samples, 0 to 2^53-1.</summary>
    public long? Seed { get; init; }

    /// <summary>Steps done.</summary>
    public long? Iteration { get; init; }

    /// <summary>The data pointer p before the next step, in symbols of a stream.</summary>
    public long? Position { get; init; }

    /// <summary>Returns of the data pointer after the first step.</summary>
    public long? Epoch { get; init; }

    /// <summary>Smoothed loss in nats, summed over T.</summary>
    public double? SmoothLoss { get; init; }

    /// <summary>XXH3-128 of the text's bytes, 32 lower-case hex digits.</summary>
    public string? CorpusXxh128 { get; init; }

    /// <summary>Symbols in the text.</summary>
    public long? CorpusSymbols { get; init; }

    /// <summary>Factor on the learning rate at each epoch's end, over 0 up to 1.</summary>
    public double? LearningRateDecay { get; init; }

    /// <summary>Share of the text held out, 0 to <see cref="CheckpointFormat.MaxValidation"/>.</summary>
    public double? Validation { get; init; }

    /// <summary>Iterations between validations.</summary>
    public long? ValidationEvery { get; init; }

    /// <summary>Validations in a row without a better one after which the run stops.</summary>
    public long? Patience { get; init; }

    /// <summary>The best validation so far.</summary>
    public double? BestValidationBitsPerSymbol { get; init; }

    /// <summary>Validations since the best one.</summary>
    public long? ValidationsSinceBest { get; init; }

    /// <summary>Whether another one is of the same run: the same text and seed, and the same kind of model.</summary>
    public bool IsOfSameRun(CheckpointMetadata other) =>
        CorpusXxh128 is not null && Seed is not null
        && (CorpusXxh128, Seed, Cell, Layers, Optimizer) == (other.CorpusXxh128, other.Seed, other.Cell, other.Layers, other.Optimizer);

    /// <summary>The model; T and B are 1 where the file does not say.</summary>
    /// <param name="hiddenSize">H.</param>
    public ModelShape ShapeOf(int hiddenSize) => new(hiddenSize, Vocabulary.Count, SequenceLength ?? 1, BatchSize ?? 1)
    {
        Cell = Cell,
        Layers = Layers,
        Optimizer = Optimizer,
        Dropout = Dropout,
    };
}
