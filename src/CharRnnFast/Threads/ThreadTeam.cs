namespace CharRnnFast.Threads;

/// <summary>
/// A fixed number of threads that do one piece of work after the other together; the calling thread is the first of them. The others wait
/// between the pieces. Allocates nothing after construction. Of one team's trainers only one may run a step at a time, and none when the
/// team is disposed.
/// </summary>
public sealed class ThreadTeam : IDisposable
{
    // Kernels use little of it, and there may be many.
    private const int StackBytes = 256 << 10;

    private readonly Thread[] _threads;
    private readonly Sleepers _sleepers;
    private readonly ProgressCounter _begun;
    private readonly ProgressCounter _ended;
    private ITeamWork? _work;
    private long _runs;
    private bool _isDisposed;

    /// <summary>Most threads of a team.</summary>
    public const int MaxCount = 256;

    /// <summary>Starts the threads, or as many of them as the system allows: see <see cref="Count"/>.</summary>
    /// <param name="count">Threads with the calling one, 1 to <see cref="MaxCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is fewer or more.</exception>
    public ThreadTeam(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCount);
        _sleepers = new(count);
        _begun = NewCounter();
        _ended = NewCounter();
        List<Thread> started = [];
        while (started.Count < count - 1 && NewThread(started.Count + 1) is Thread thread && HasStarted(thread)) started.Add(thread);
        _threads = [.. started];
        if (Count > 1) _sleepers.PrepareThread(0);
    }

    /// <summary>
    /// Whether a step may leave the others out where one thread alone proves faster, as on a busy machine; else every step is shared.
    /// </summary>
    public bool IsOptional { get; init; }

    /// <summary>Threads, the calling one included.</summary>
    public int Count => _threads.Length + 1;

    /// <summary>A count that the team's threads can wait for.</summary>
    internal ProgressCounter NewCounter() => new(_sleepers);

    /// <summary>Runs all parts of a piece of work, part 0 on the calling thread; returns when all are done.</summary>
    /// <exception cref="ObjectDisposedException">The team is disposed: nobody would come.</exception>
    internal void Run(ITeamWork work)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _work = work;
        _begun.Add(1);
        work.Run(0);
        _runs++;
        _ended.WaitFor(_runs * _threads.Length, thread: 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _work = null;
        _begun.Add(1);
        foreach (Thread thread in _threads) thread.Join();
        _sleepers.Dispose();
    }

    // What a limit on threads, or on memory for their stacks, ends in.
    private static bool HasStarted(Thread thread)
    {
        try
        {
            thread.Start();
            return true;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }

    private Thread NewThread(int index) => new(() => Work(index), StackBytes) { IsBackground = true, Name = $"charrnn {index}" };

    private void Work(int index)
    {
        _sleepers.PrepareThread(index);
        for (long run = 1; ; run++)
        {
            _begun.WaitFor(run, index);
            if (_work is not { } work) return;
            work.Run(index);
            _ended.Add(1);
        }
    }
}

/// <summary>Work that the threads of a team do together.</summary>
internal interface ITeamWork
{
    /// <summary>The part of a thread, 0 to N - 1. Must not throw.</summary>
    void Run(int thread);
}
