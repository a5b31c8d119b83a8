namespace CharRnnFast.Cli.Training;

/// <summary>Something that goes on beside a training run. Timestamps are those of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
internal interface IStepObserver
{
    /// <summary>Called once, before the first step.</summary>
    void AtStart(long timestamp);

    /// <summary>Called after every step; allocates nothing.</summary>
    void AfterStep(long timestamp);

    /// <summary>Called once after the last step, unless that went wrong.</summary>
    void AtEnd(long timestamp);
}
