using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Steps;

/// <summary>
/// One stream through one large layer: each thread computes some of the units of every step, and all meet after it. So each reads only its
/// own columns of the recurrent weights, and from two cores' caches they come twice as fast.
/// </summary>
internal sealed class SharedColumns : SharedStep
{
    // Recurrent weights of a layer below which the meetings cost more than is gained: two threads take 1.4 times as long as one at 256 KB
    // (LSTM H = 128, rnn H = 256), 0.9 at 1 MB (LSTM H = 256, rnn H = 512), 0.75 at 4 MB (LSTM H = 512), in a busy hour of Zen 5.
    private const long MinBytes = 576 << 10;

    private readonly Kernel?[] _kernels;
    private readonly Meeting _meeting;

    private SharedColumns(Kernel kernel, ModelMemory model, ThreadTeam team)
        : base(kernel, model, team)
    {
        _meeting = new(team);
        for (int thread = 0; thread < team.Count; thread++)
            Parts[thread] = StepPart.OfColumns(model.Buffers, kernel.Hidden, thread, team.Count);
        _kernels = Array.ConvertAll(Parts, part => kernel.OfColumns(part.Columns.End - part.Columns.Begin));
    }

    /// <summary>
    /// Null if there are several layers, which threads divide, if the layer is small, or if no widths make up their columns.
    /// </summary>
    public static SharedColumns? TryCreate(Kernel kernel, ModelMemory model, ThreadTeam team)
    {
        ModelShape shape = model.Shape;
        if (shape.Layers > 1 || (long)shape.Gates * shape.HiddenSize * shape.HiddenSize * sizeof(float) < MinBytes) return null;
        SharedColumns step = new(kernel, model, team);
        return Array.TrueForAll(step._kernels, kernel => kernel is not null) ? step : null;
    }

    protected override void Run(in Buffers b, in StepPart part, int thread)
    {
        LayerRows all = b.RowsOf(0, b.Shape.Group(0)), own = all.SelectColumns(part.Columns.Begin);
        Forward(b, own, thread);
        if (b.Shape.Dropout != 0)
        {
            Kernel.DropOutputs(b, all.Select(part.Rows.Begin, part.Rows.End - part.Rows.Begin), 0, 1);
            _meeting.Meet(thread);
        }

        Outputs(b, part.Rows.Begin, part.Rows.End);
        _meeting.Meet(thread);
        Backward(b, own, thread);
        UpdateAll(b, part);
    }

    private void Forward(in Buffers b, in LayerRows own, int thread)
    {
        Kernel kernel = _kernels[thread]!;
        kernel.AddInput(b, own, 0, 1);
        for (int step = 0; step < own.Steps; step++)
        {
            kernel.ForwardSteps(b, own.Select(step, 1), 0, 1);
            _meeting.Meet(thread);
        }
    }

    private void Backward(in Buffers b, in LayerRows own, int thread)
    {
        Kernel kernel = _kernels[thread]!;
        kernel.DropGradient(own, 0, 1);
        for (int step = own.Steps - 1; step >= 0; step--)
        {
            kernel.BackwardSteps(b, own.Select(step, 1), 0, 1);
            _meeting.Meet(thread);
        }
    }
}
