namespace CharRnnFast.Training;

/// <summary>When a run is over.</summary>
internal sealed class StopRule
{
    private readonly long _iterations;
    private readonly long _epochs;

    private StopRule(long iterations, long epochs) => (_iterations, _epochs) = (iterations, epochs);

    /// <summary>Steps in all after which it is over, those before a resume included; 0: never.</summary>
    public static StopRule AfterIterations(long iterations, ValidationHistory? validations = null) =>
        new(iterations, 0) { Validations = validations };

    /// <summary>Over at the end of epoch <paramref name="epochs"/>, counted from 1.</summary>
    public static StopRule AfterEpochs(long epochs, ValidationHistory? validations = null) => new(0, epochs) { Validations = validations };

    /// <summary>The run's validations, whose patience may end it earlier; null: none.</summary>
    public ValidationHistory? Validations { get; private init; }

    /// <summary>Whether no further step is due.</summary>
    public bool IsReached(TrainingRun run) => Validations is { PatienceExhausted: true } || StepsAreDone(run);

    /// <summary>Whether the iterations or epochs asked for are done.</summary>
    public bool StepsAreDone(TrainingRun run)
    {
        if (_iterations > 0) return run.Iteration >= _iterations;
        if (_epochs > 0) return run.Epoch >= _epochs || (run.Epoch == _epochs - 1 && run.Iteration > 0 && run.NextStepRewinds);
        return false;
    }

    /// <summary>Steps still to do, at least 0; null: no end.</summary>
    public long? StepsLeft(TrainingRun run)
    {
        if (_iterations > 0) return Math.Max(0, _iterations - run.Iteration);
        if (_epochs == 0) return null;
        return Math.Max(0, ((_epochs - run.Epoch - 1) * run.StepsPerEpoch) + run.StepsLeftInEpoch);
    }

    /// <summary>Epochs that the steps still to do make; null: no end.</summary>
    public double? EpochsLeft(TrainingRun run) => (double?)StepsLeft(run) / run.StepsPerEpoch;
}
