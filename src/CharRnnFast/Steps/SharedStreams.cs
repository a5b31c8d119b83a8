using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Steps;

/// <summary>Several streams: each recurrence runs over a thread's own streams from the first step to the last, then all meet.</summary>
internal sealed class SharedStreams : SharedStep
{
    private const int Meetings = 3;

    private readonly ProgressCounter _met;

    public SharedStreams(Kernel kernel, ModelMemory model, ThreadTeam team)
        : base(kernel, model, team)
    {
        _met = team.NewCounter();
        for (int thread = 0; thread < team.Count; thread++) Parts[thread] = StepPart.OfStreams(model.Buffers, thread, team.Count);
    }

    protected override void Run(in Buffers b, in StepPart part, int thread)
    {
        Kernel.ForwardRecurrence(b, part.Streams.Begin, part.Streams.End);
        Meet(thread, 0);
        Outputs(b, part.Rows.Begin, part.Rows.End);
        Meet(thread, 1);
        Kernel.BackwardRecurrence(b, part.Streams.Begin, part.Streams.End);
        Meet(thread, 2);
        UpdateAll(b, part);
    }

    /// <summary>Waits until all threads have come here.</summary>
    /// <param name="thread">The calling one.</param>
    /// <param name="meeting">0 to 2, in the order of a step.</param>
    private void Meet(int thread, int meeting)
    {
        _met.Add(1);
        _met.WaitFor(((Steps * Meetings) + meeting + 1) * Parts.Length, thread);
    }
}
