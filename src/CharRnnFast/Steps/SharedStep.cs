using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Steps;

/// <summary>
/// A step divided among threads: who does what, and where they wait for each other. Outputs are divided, never the terms of a sum: the bits
/// are those of one thread. Operations on no rows do nothing.
/// </summary>
internal abstract class SharedStep : ITeamWork
{
    private readonly ModelMemory _model;
    private readonly ThreadTeam _team;

    private protected SharedStep(Kernel kernel, ModelMemory model, ThreadTeam team)
    {
        (Kernel, _model, _team) = (kernel, model, team);
        Parts = new StepPart[team.Count];
    }

    /// <summary>Computes the step.</summary>
    protected Kernel Kernel { get; }

    /// <summary>What falls to each thread.</summary>
    protected StepPart[] Parts { get; }

    /// <summary>Steps run before.</summary>
    protected long Steps { get; private set; }

    /// <summary>The way to divide a model's steps among a team: by streams where there are several, else by columns or by layers.</summary>
    public static SharedStep Create(Kernel kernel, ModelMemory model, ThreadTeam team) =>
        model.Shape.BatchSize > 1
            ? new SharedStreams(kernel, model, team)
            : SharedColumns.TryCreate(kernel, model, team) ?? (SharedStep)new SharedLayers(kernel, model, team);

    /// <summary>One step but for the hidden state's moving on; on the team's first thread.</summary>
    public void Run()
    {
        // Here, where it can be thrown: a thread of the team could only end the process.
        ObjectDisposedException.ThrowIf(_model.IsDisposed, _model);
        _team.Run(this);
        Steps++;
    }

    /// <inheritdoc/>
    public void Run(int thread)
    {
        Buffers b = _model.Buffers;
        b.SelectThread(thread);
        Run(b, Parts[thread], thread);
    }

    /// <summary>A thread's part of the step.</summary>
    /// <param name="b">The model's buffers with the thread's own scratch.</param>
    /// <param name="part">What falls to it.</param>
    /// <param name="thread">From 0.</param>
    protected abstract void Run(in Buffers b, in StepPart part, int thread);

    /// <summary>Logits, losses and the gradient into the last layer's outputs.</summary>
    protected void Outputs(in Buffers b, int rowBegin, int rowEnd)
    {
        Kernel.Logits(b, rowBegin, rowEnd);
        Kernel.SoftmaxCrossEntropy(b, rowBegin, rowEnd);
        Kernel.HiddenGradient(b, rowBegin, rowEnd);
    }

    /// <summary>The thread's share of the updates.</summary>
    protected void UpdateAll(in Buffers b, in StepPart part)
    {
        foreach (MatrixRows rows in part.Updates)
            Kernel.Update(b, b.Matrices[rows.Matrix], rows.Begin, rows.End);
    }
}
