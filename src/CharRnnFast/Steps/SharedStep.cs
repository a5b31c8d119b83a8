using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Steps;

/// <summary>
/// A step divided among threads: who does what, and where they wait for each other. Outputs are divided, never the terms of a sum: the bits
/// are those of one thread. Several streams: each recurrence runs over a thread's own streams from the first step to the last, then all
/// meet. One stream: the steps of the recurrence are a chain that only one thread can walk; the others follow it with logits, softmax and
/// hidden gradients, and update Why while it walks back.
/// Operations on no rows do nothing.
/// </summary>
internal sealed class SharedStep : ITeamWork
{
    private const int Meetings = 3;

    // Steps after which the followers are told. Even: a walk over Whh takes its direction from the step's parity, counted from 0 again; an
    // odd number would change the bits. Of 2, 4, 6 and 10 the fastest (H = 100, Zen 4).
    private const int StepsAtOnce = 4;

    private readonly Kernel _kernel;
    private readonly ModelMemory _model;
    private readonly ThreadTeam _team;
    private readonly ProgressCounter _met;
    private readonly ProgressCounter _forward;
    private readonly ProgressCounter _hidden;
    private readonly ProgressCounter _backward;
    private long _steps;

    public SharedStep(Kernel kernel, ModelMemory model, ThreadTeam team)
    {
        (_kernel, _model, _team) = (kernel, model, team);
        (_met, _forward, _hidden, _backward) = (team.NewCounter(), team.NewCounter(), team.NewCounter(), team.NewCounter());
        Parts = new StepPart[team.Count];
        for (int thread = 0; thread < team.Count; thread++)
            Parts[thread] = model.Shape.BatchSize > 1
                ? StepPart.OfStreams(model.Buffers, thread, team.Count)
                : StepPart.OfPipeline(model.Buffers, thread, team.Count);
    }

    /// <summary>What falls to each thread.</summary>
    private StepPart[] Parts { get; }

    /// <summary>One step but for the hidden state's moving on; on the team's first thread.</summary>
    public void Run()
    {
        // Here, where it can be thrown: a thread of the team could only end the process.
        ObjectDisposedException.ThrowIf(_model.IsDisposed, _model);
        _team.Run(this);
        _steps++;
    }

    /// <inheritdoc/>
    public void Run(int thread)
    {
        Buffers b = BuffersOf(thread);
        ref readonly StepPart part = ref Parts[thread];
        if (b.Shape.BatchSize > 1)
            RunStreams(b, part, thread);
        else if (thread == 0)
            Lead(b, part);
        else
            Follow(b, part, thread);
    }

    private void RunStreams(in Buffers b, in StepPart part, int thread)
    {
        _kernel.ForwardRecurrence(b, part.Streams.Begin, part.Streams.End);
        Meet(thread, 0);
        Outputs(b, part.Rows.Begin, part.Rows.End);
        Meet(thread, 1);
        _kernel.BackwardRecurrence(b, part.Streams.Begin, part.Streams.End);
        Meet(thread, 2);
        UpdateAll(b, part);
    }

    private void Lead(in Buffers b, in StepPart part)
    {
        int last = b.Layers.Length - 1, steps = b.Shape.SequenceLength;
        _kernel.ForwardLayers(b, 0, last, 0, 1);
        LayerRows rows = b.RowsOf(last, b.Shape.Group(0));
        for (int step = 0; step < steps; step += StepsAtOnce)
        {
            int count = Math.Min(StepsAtOnce, steps - step);
            _kernel.ForwardLayer(b, rows.Select(step, count), 0, 1);
            AddForward(count);
        }

        WaitForHidden(thread: 0);
        _kernel.BackwardRecurrence(b, 0, 1);
        AddBackward();
        UpdateAll(b, part);
    }

    private void Follow(in Buffers b, in StepPart part, int thread)
    {
        int between = (Parts.Length - 1) * StepsAtOnce;
        for (int step = (thread - 1) * StepsAtOnce; step < b.Shape.SequenceLength; step += between)
        {
            int end = Math.Min(step + StepsAtOnce, b.Shape.SequenceLength);
            WaitForForward(thread, end);
            Outputs(b, step, end);
            AddHidden(end - step);
        }

        // Both copies of Why are read until the last row's gradient is there.
        WaitForHidden(thread);
        _kernel.Update(b, b.OutputMatrix, part.Output.Begin, part.Output.End);
        WaitForBackward(thread);
        UpdateAll(b, part);
    }

    private void Outputs(in Buffers b, int rowBegin, int rowEnd)
    {
        _kernel.Logits(b, rowBegin, rowEnd);
        _kernel.SoftmaxCrossEntropy(b, rowBegin, rowEnd);
        _kernel.HiddenGradient(b, rowBegin, rowEnd);
    }

    private void UpdateAll(in Buffers b, in StepPart part)
    {
        foreach (MatrixRows rows in part.Updates)
            _kernel.Update(b, b.Matrices[rows.Matrix], rows.Begin, rows.End);
    }

    /// <summary>The model's buffers with a thread's own scratch.</summary>
    private Buffers BuffersOf(int thread)
    {
        Buffers b = _model.Buffers;
        b.SelectThread(thread);
        return b;
    }

    /// <summary>Waits until all threads have come here.</summary>
    /// <param name="thread">The calling one.</param>
    /// <param name="meeting">0 to 2, in the order of a step.</param>
    private void Meet(int thread, int meeting)
    {
        _met.Add(1);
        _met.WaitFor(((_steps * Meetings) + meeting + 1) * Parts.Length, thread);
    }

    /// <summary>Some more steps of the forward recurrence are done.</summary>
    private void AddForward(int steps) => _forward.Add(steps);

    /// <summary>Waits until the forward recurrence has done the steps before <paramref name="end"/>.</summary>
    private void WaitForForward(int thread, int end) =>
        _forward.WaitFor((_steps * _model.Shape.SequenceLength) + end, thread);

    /// <summary>Some more rows of hidden gradients are done.</summary>
    private void AddHidden(int rows) => _hidden.Add(rows);

    /// <summary>Waits until all hidden gradients are done.</summary>
    private void WaitForHidden(int thread) => _hidden.WaitFor((_steps + 1) * _model.Shape.SequenceLength, thread);

    /// <summary>The backward recurrence is done.</summary>
    private void AddBackward() => _backward.Add(1);

    /// <summary>Waits until the backward recurrence is done.</summary>
    private void WaitForBackward(int thread) => _backward.WaitFor(_steps + 1, thread);
}
