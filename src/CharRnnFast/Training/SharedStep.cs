using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Training;

/// <summary>
/// A step divided among threads: who does what, and where they wait for each other. Outputs are divided, never the terms of a sum: the bits are those of
/// one thread. The schedule itself is in <see cref="SharedStep{TKernel}"/>.
/// </summary>
internal abstract class SharedStep : ITeamWork
{
    private const int Meetings = 3;

    private readonly ModelMemory _model;
    private readonly ThreadTeam _team;
    private readonly ProgressCounter _met;
    private readonly ProgressCounter _forward;
    private readonly ProgressCounter _hidden;
    private readonly ProgressCounter _backward;
    private long _steps;

    private protected SharedStep(ModelMemory model, ThreadTeam team)
    {
        _model = model;
        _team = team;
        (_met, _forward, _hidden, _backward) = (team.NewCounter(), team.NewCounter(), team.NewCounter(), team.NewCounter());
        Parts =
        [
            .. Enumerable.Range(0, team.Count).Select(thread => model.Shape.BatchSize > 1
                ? StepPart.OfStreams(model.Shape, thread, team.Count)
                : StepPart.OfPipeline(model.Shape, thread, team.Count)),
        ];
    }

    /// <summary>What falls to each thread.</summary>
    private protected StepPart[] Parts { get; }

    /// <summary>One step but for the hidden state's moving on; on the team's first thread.</summary>
    public void Run()
    {
        // Here, where it can be thrown: a thread of the team could only end the process.
        ObjectDisposedException.ThrowIf(_model.IsDisposed, _model);
        _team.Run(this);
        _steps++;
        GC.KeepAlive(_model);
    }

    /// <inheritdoc/>
    public abstract void Run(int thread);

    /// <summary>The model's buffers with a thread's own scratch.</summary>
    private protected Buffers BuffersOf(int thread)
    {
        Buffers b = _model.Buffers;
        b.SelectThread(thread);
        return b;
    }

    /// <summary>Waits until all threads have come here.</summary>
    /// <param name="thread">The calling one.</param>
    /// <param name="meeting">0 to 2, in the order of a step.</param>
    private protected void Meet(int thread, int meeting)
    {
        _met.Add(1);
        _met.WaitFor(((_steps * Meetings) + meeting + 1) * Parts.Length, thread);
    }

    /// <summary>Some more steps of the forward recurrence are done.</summary>
    private protected void AddForward(int steps) => _forward.Add(steps);

    /// <summary>Waits until those before <paramref name="end"/> are.</summary>
    private protected void WaitForForward(int thread, int end) =>
        _forward.WaitFor((_steps * _model.Shape.SequenceLength) + end, thread);

    /// <summary>Some more rows of hidden gradients are done.</summary>
    private protected void AddHidden(int rows) => _hidden.Add(rows);

    /// <summary>Waits until all are.</summary>
    private protected void WaitForHidden(int thread) => _hidden.WaitFor((_steps + 1) * _model.Shape.SequenceLength, thread);

    /// <summary>The backward recurrence is done.</summary>
    private protected void AddBackward() => _backward.Add(1);

    /// <summary>Waits until it is.</summary>
    private protected void WaitForBackward(int thread) => _backward.WaitFor(_steps + 1, thread);
}
