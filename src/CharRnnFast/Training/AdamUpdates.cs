using CharRnnFast.Checkpoints;

namespace CharRnnFast.Training;

/// <summary>The updates that Adam's memory has seen, and what corrects its means for the zeros that they began with.</summary>
internal sealed class AdamUpdates
{
    // 0.999^n no longer changes from here on, nor does 0.9^n: both are the smallest denormal numbers that their product rounds to.
    private const long MaxThatCount = 1_000_000;

    // 0.9^n and 0.999^n after n updates, multiplied up.
    private double _firstDecay = 1;
    private double _secondDecay = 1;

    /// <summary>Updates so far.</summary>
    public long Count { get; private set; }

    /// <summary>1 over the root of 1 - 0.999^n.</summary>
    public float RootScale => (float)(1 / Math.Sqrt(1 - _secondDecay));

    /// <summary>A learning rate over 1 - 0.9^n.</summary>
    public float StepSize(float learningRate) => (float)(learningRate / (1 - _firstDecay));

    /// <summary>Counts another one.</summary>
    public void Add()
    {
        // More than a file can hold count as that many: nothing is left to correct for.
        Count = Math.Min(Count + 1, CheckpointFormat.MaxInteger);
        _firstDecay *= 0.9;
        _secondDecay *= 0.999;
    }

    /// <summary>Goes on after a number of updates, by the products of an unbroken run: powers are other numbers.</summary>
    /// <param name="updates">At least 0.</param>
    public void Resume(long updates)
    {
        (_firstDecay, _secondDecay) = (1, 1);
        for (Count = 0; Count < updates && Count < MaxThatCount;) Add();
        Count = updates;
    }
}
