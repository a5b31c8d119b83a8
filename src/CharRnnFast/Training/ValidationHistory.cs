namespace CharRnnFast.Training;

/// <summary>What the validations of a run have come to, and when the next one is due. Allocates nothing after construction.</summary>
/// <param name="share">Share of the text held out, over 0 up to <see cref="Checkpoints.CheckpointFormat.MaxValidation"/>.</param>
/// <param name="every">Iterations between validations, at least 1.</param>
/// <param name="patience">Validations in a row without a better one after which the run is over; 0: never.</param>
internal sealed class ValidationHistory(double share, long every, long patience)
{
    /// <summary>The history of a run to be continued.</summary>
    /// <param name="share">Share of the text held out, over 0 up to <see cref="Checkpoints.CheckpointFormat.MaxValidation"/>.</param>
    /// <param name="every">Iterations between validations from now on.</param>
    /// <param name="patience">Validations without a better one after which the run is over, those before now included.</param>
    /// <param name="best">Bits per symbol of the best one so far; null: none.</param>
    /// <param name="sinceBest">Validations since then.</param>
    public ValidationHistory(double share, long every, long patience, double? best, long sinceBest)
        : this(share, every, patience) => (Best, SinceBest) = (best, sinceBest);

    /// <summary>Share of the text held out.</summary>
    public double Share => share;

    /// <summary>Iterations between validations.</summary>
    public long Every => every;

    /// <summary>Validations in a row without a better one after which the run is over; 0: never.</summary>
    public long Patience => patience;

    /// <summary>Bits per symbol of the best validation so far; null if there is none.</summary>
    public double? Best { get; private set; }

    /// <summary>Validations since the best one, or since the start.</summary>
    public long SinceBest { get; private set; }

    /// <summary>Bits per symbol of the last validation of this process; null before it.</summary>
    public double? Last { get; private set; }

    /// <summary>Validations of this process.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the run is over, because it has not become better for too long.</summary>
    public bool PatienceExhausted => patience > 0 && SinceBest >= patience;

    /// <summary>Whether a validation is due after a number of steps.</summary>
    public bool IsDue(long iteration) => iteration % every == 0;

    /// <summary>Takes the result of a validation.</summary>
    /// <param name="bitsPerSymbol">Not a number is never better.</param>
    /// <returns>Whether it is the best so far.</returns>
    public bool Add(double bitsPerSymbol)
    {
        bool isBetter = Note(bitsPerSymbol);
        if (isBetter) Best = bitsPerSymbol;
        SinceBest = isBetter ? 0 : SinceBest + 1;
        return isBetter;
    }

    /// <summary>
    /// Takes the result of a validation where the run ends and none was due. It enters neither <see cref="Best"/> nor patience: a run that
    /// goes on from here stays the one that never stopped.
    /// </summary>
    /// <returns>Whether it is better than the best so far.</returns>
    public bool Note(double bitsPerSymbol)
    {
        Count++;
        Last = bitsPerSymbol;
        return bitsPerSymbol < (Best ?? double.PositiveInfinity);
    }
}
