namespace CharRnnFast.Training;

/// <summary>A text, or what is left of it, too short to train on.</summary>
internal sealed class TextTooShortException(string name, TextSplit split, double share, int sequenceLength, int batchSize)
    : CharRnnException(Messages.IsTooShort(
        name, split.Symbols, split.Training, TextSplit.NeededToTrain(sequenceLength, batchSize), share, sequenceLength, batchSize))
{
    /// <summary>What messages call the text.</summary>
    public string Name { get; } = name;

    /// <summary>How it is divided.</summary>
    public TextSplit Split { get; } = split;

    /// <summary>The share that was to be held out.</summary>
    public double Share { get; } = share;

    /// <summary>T.</summary>
    public int SequenceLength { get; } = sequenceLength;

    /// <summary>B.</summary>
    public int BatchSize { get; } = batchSize;
}

/// <summary>A held-out part too short to validate on.</summary>
internal sealed class HeldOutTooShortException(string name, TextSplit split, double share)
    : CharRnnException(Messages.HoldsOutTooLittle(name, split.Symbols, split.HeldOut, TextSplit.MinHeldOut, share))
{
    /// <summary>What messages call the text.</summary>
    public string Name { get; } = name;

    /// <summary>How it is divided.</summary>
    public TextSplit Split { get; } = split;

    /// <summary>The share that was to be held out.</summary>
    public double Share { get; } = share;
}
