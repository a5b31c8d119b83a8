namespace CharRnnFast.Training;

/// <summary>A text divided into the part that is trained on and the part after it that is held out.</summary>
/// <param name="Training">Symbols trained on, from the text's first.</param>
/// <param name="HeldOut">Symbols held out, to the text's last.</param>
internal readonly record struct TextSplit(long Training, long HeldOut)
{
    /// <summary>Symbols that a validation needs: one given, one scored.</summary>
    internal const int MinHeldOut = 2;

    /// <summary>Symbols in the text.</summary>
    internal long Symbols => Training + HeldOut;

    /// <summary>Holds out the last floor(<paramref name="share"/> * <paramref name="symbols"/>) symbols.</summary>
    /// <param name="symbols">Symbols in the text.</param>
    /// <param name="share">0 to <see cref="Checkpoints.CheckpointFormat.MaxValidation"/>; 0: nothing is held out.</param>
    public static TextSplit Of(long symbols, double share)
    {
        long heldOut = (long)Math.Floor(share * symbols);
        return new(symbols - heldOut, heldOut);
    }

    /// <summary>Symbols that training takes: T + 1 for each of B streams.</summary>
    internal static long NeededToTrain(int sequenceLength, int batchSize) => (long)batchSize * (sequenceLength + 1);

    /// <summary>Checks that there is enough to train and to validate on.</summary>
    /// <param name="name">What messages call the text.</param>
    /// <param name="share">The share that was to be held out.</param>
    /// <param name="sequenceLength">T.</param>
    /// <param name="batchSize">B.</param>
    /// <exception cref="CharRnnException">One of the parts is too short.</exception>
    public void Check(string name, double share, int sequenceLength, int batchSize)
    {
        if (share > 0 && HeldOut < MinHeldOut) throw new HeldOutTooShortException(name, this, share);
        if (Training < NeededToTrain(sequenceLength, batchSize))
            throw new TextTooShortException(name, this, share, sequenceLength, batchSize);
    }
}
