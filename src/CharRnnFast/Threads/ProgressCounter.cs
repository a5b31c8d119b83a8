using System.Runtime.InteropServices;

namespace CharRnnFast.Threads;

/// <summary>
/// A count that the threads of a team add to and wait for; it never goes back. A waiting thread spins for a while and then sleeps, so that
/// threads without a core of their own leave theirs to the others. What was written before an addition can be read after the wait for it.
/// Allocates nothing.
/// </summary>
internal sealed class ProgressCounter(Sleepers sleepers)
{
    private Line _count;

    /// <summary>Adds to the count, and wakes those who wait for what it has reached.</summary>
    public void Add(long count)
    {
        Interlocked.Add(ref _count.Value, count);
        sleepers.Wake();
    }

    /// <summary>Whether the count is at least <paramref name="target"/>.</summary>
    public bool HasReached(long target) => Volatile.Read(ref _count.Value) >= target;

    /// <summary>Returns as soon as the count is at least <paramref name="target"/>; the thread is the calling one, by its number.</summary>
    public void WaitFor(long target, int thread)
    {
        for (int spin = 0; !HasReached(target); spin++)
        {
            if (spin == sleepers.SpinsBefore)
            {
                sleepers.Sleep(thread, this, target);
                return;
            }
            Thread.SpinWait(1);
        }
    }

    // The count in a line of its own: whoever spins on it takes nothing else away from the thread that writes.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Line
    {
        [FieldOffset(64)]
        public long Value;
    }
}
