using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Steps;

/// <summary>Several streams: each recurrence runs over a thread's own streams from the first step to the last, then all meet.</summary>
internal sealed class SharedStreams : SharedStep
{
    private readonly Meeting _meeting;

    public SharedStreams(Kernel kernel, ModelMemory model, ThreadTeam team)
        : base(kernel, model, team)
    {
        _meeting = new(team);
        for (int thread = 0; thread < team.Count; thread++) Parts[thread] = StepPart.OfStreams(model.Buffers, thread, team.Count);
    }

    protected override void Run(in Buffers b, in StepPart part, int thread)
    {
        Kernel.ForwardRecurrence(b, part.Streams.Begin, part.Streams.End);
        _meeting.Meet(thread);
        Outputs(b, part.Rows.Begin, part.Rows.End);
        _meeting.Meet(thread);
        Kernel.BackwardRecurrence(b, part.Streams.Begin, part.Streams.End);
        _meeting.Meet(thread);
        UpdateAll(b, part);
    }
}
