using CharRnnFast.Cli.Training;
using CharRnnFast.Training;

namespace CharRnnFast.AllocationProbe;

/// <summary>What the process allocates between two steps of a run.</summary>
internal sealed class AllocationCounter(TrainingRun run, long fromIteration, long toIteration) : IStepObserver
{
    private int _collections;
    private long _bytes;

    /// <summary>Managed bytes allocated, by any thread.</summary>
    public long Bytes { get; private set; }

    /// <summary>Garbage collections of any generation.</summary>
    public int Collections { get; private set; }

    /// <inheritdoc/>
    public void AtStart(long timestamp)
    {
    }

    /// <inheritdoc/>
    public void AfterStep(long timestamp)
    {
        if (run.Iteration == fromIteration)
        {
            _collections = GC.CollectionCount(0);
            _bytes = GC.GetTotalAllocatedBytes(precise: true);
        }
        else if (run.Iteration == toIteration)
        {
            Bytes = GC.GetTotalAllocatedBytes(precise: true) - _bytes;
            Collections = GC.CollectionCount(0) - _collections;
        }
    }

    /// <inheritdoc/>
    public void AtEnd(long timestamp)
    {
    }
}
