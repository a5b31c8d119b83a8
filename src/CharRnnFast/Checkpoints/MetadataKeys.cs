namespace CharRnnFast.Checkpoints;

/// <summary>The keys of a checkpoint's metadata, in the order in which they are written.</summary>
internal static class MetadataKeys
{
    /// <summary>Whose file it is.</summary>
    public const string Format = "format";

    /// <summary>Version of the format.</summary>
    public const string FormatVersion = "format_version";

    /// <summary>What the layers compute: rnn, gru or lstm.</summary>
    public const string Cell = "cell";

    /// <summary>L.</summary>
    public const string Layers = "layers";

    /// <summary>adagrad, rmsprop or adam.</summary>
    public const string Optimizer = "optimizer";

    /// <summary>Share of outputs that training drops.</summary>
    public const string Dropout = "dropout";

    /// <summary>Updates of Adam.</summary>
    public const string Updates = "updates";

    /// <summary>What a symbol is.</summary>
    public const string Encoding = "encoding";

    /// <summary>JSON array of integers: scalar values or bytes, ascending, in index order.</summary>
    public const string Vocabulary = "vocabulary";

    /// <summary>T.</summary>
    public const string SequenceLength = "sequence_length";

    /// <summary>B.</summary>
    public const string BatchSize = "batch_size";

    /// <summary>In use, after decay.</summary>
    public const string LearningRate = "learning_rate";

    /// <summary>Bound of a gradient element.</summary>
    public const string Clip = "clip";

    /// <summary>Of the initial weights.</summary>
    public const string Seed = "seed";

    /// <summary>Steps done.</summary>
    public const string Iteration = "iteration";

    /// <summary>The data pointer before the next step.</summary>
    public const string Position = "position";

    /// <summary>Returns of the data pointer.</summary>
    public const string Epoch = "epoch";

    /// <summary>Nats, summed over T.</summary>
    public const string SmoothLoss = "smooth_loss";

    /// <summary>Hash of the text's bytes.</summary>
    public const string CorpusXxh128 = "corpus_xxh128";

    /// <summary>Length of the text.</summary>
    public const string CorpusSymbols = "corpus_symbols";

    /// <summary>Factor at each epoch's end.</summary>
    public const string LearningRateDecay = "learning_rate_decay";

    /// <summary>Share of the text held out.</summary>
    public const string Validation = "validation";

    /// <summary>Iterations between validations.</summary>
    public const string ValidationEvery = "validation_every";

    /// <summary>Validations without a better one until the run stops.</summary>
    public const string Patience = "patience";

    /// <summary>The best validation so far.</summary>
    public const string BestValidationBitsPerSymbol = "best_validation_bits_per_symbol";

    /// <summary>Validations since the best one.</summary>
    public const string ValidationsSinceBest = "validations_without_better";
}
