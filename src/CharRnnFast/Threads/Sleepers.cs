namespace CharRnnFast.Threads;

/// <summary>
/// The threads of a team that sleep, each on an event of its own. Of .NET's waits, that on an event allocates nothing after a thread's
/// first.
/// </summary>
internal sealed class Sleepers : IDisposable
{
    // Some 300 us on Zen 4: as long as a follower of a model with H = 512 waits for the backward recurrence. To be woken takes 50 us or
    // more.
    private const int LongSpins = 8000;

    // With more threads than cores, whoever spins keeps another from what it waits for.
    private const int ShortSpins = 100;

    private readonly AutoResetEvent[] _wake;
    private readonly int[] _isAsleep;
    private int _count;

    public Sleepers(int threads)
    {
        _wake = Array.ConvertAll(new AutoResetEvent[threads], _ => new AutoResetEvent(initialState: false));
        _isAsleep = new int[threads];
        SpinsBefore = threads <= Environment.ProcessorCount ? LongSpins : ShortSpins;
    }

    /// <summary>How often a thread looks at a count before it sleeps.</summary>
    public int SpinsBefore { get; }

    /// <summary>A wait that ends by itself: allocates what the calling thread's later ones need.</summary>
    public void PrepareThread(int thread) => _wake[thread].WaitOne(1);

    /// <summary>Sleeps until a count is reached.</summary>
    public void Sleep(int thread, ProgressCounter counter, long target)
    {
        Interlocked.Increment(ref _count);
        while (true)
        {
            // A full fence before the last look: whoever adds to the count after it sees that this thread is asleep.
            Interlocked.Exchange(ref _isAsleep[thread], 1);
            if (counter.HasReached(target)) break;
            _wake[thread].WaitOne();
        }

        Volatile.Write(ref _isAsleep[thread], 0);
        Interlocked.Decrement(ref _count);
    }

    /// <summary>Wakes all, to look at their counts again; the caller's addition was a full fence.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _count) == 0) return;
        for (int thread = 0; thread < _wake.Length; thread++)
            if (Interlocked.Exchange(ref _isAsleep[thread], 0) != 0)
                _wake[thread].Set();
    }

    public void Dispose() => Array.ForEach(_wake, wake => wake.Dispose());
}
