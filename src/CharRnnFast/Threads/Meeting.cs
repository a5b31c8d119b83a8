using System.Runtime.InteropServices;

namespace CharRnnFast.Threads;

/// <summary>Where all threads of a team wait for each other, again and again. Allocates nothing after construction.</summary>
internal sealed class Meeting
{
    private readonly ProgressCounter _came;
    private readonly Line[] _meetings;

    /// <summary>A place to meet for the threads of a team.</summary>
    public Meeting(ThreadTeam team)
    {
        _came = team.NewCounter();
        _meetings = new Line[team.Count];
    }

    /// <summary>Returns when all threads have come as often as the calling one, by its number.</summary>
    public void Meet(int thread)
    {
        _came.Add(1);
        _came.WaitFor(++_meetings[thread].Count * _meetings.Length, thread);
    }

    // Of one thread each, lines apart.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Line
    {
        [FieldOffset(64)]
        public long Count;
    }
}
