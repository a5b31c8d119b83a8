using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>What the options about validation make of a run, fresh or resumed.</summary>
internal static class ValidationRules
{
    /// <summary>Refuses options about validations where there are none.</summary>
    /// <exception cref="UsageException">Names both options.</exception>
    public static void CheckOptions(TrainOptions options, double share)
    {
        if (share > 0) return;
        if (options.Patience is { IsGiven: true, Value: > 0 }) throw new UsageException(Messages.NothingToBePatientFor());
        if (options.ValidationEvery.IsGiven) throw new UsageException(Messages.ValidationIsMissing());
    }

    /// <summary>The history to begin or go on with; null where nothing is held out.</summary>
    public static ValidationHistory? HistoryFor(TrainOptions options, Checkpoint? stored)
    {
        double share = options.Validation.Over(stored);
        if (share == 0) return null;
        CheckpointMetadata? continued = options.NewText.IsGiven ? null : stored?.Metadata;
        (long every, long patience) = (options.ValidationEvery.Over(stored), options.Patience.Over(stored));
        return new(share, every, patience, continued?.BestValidationBitsPerSymbol, continued?.ValidationsSinceBest ?? 0);
    }
}
