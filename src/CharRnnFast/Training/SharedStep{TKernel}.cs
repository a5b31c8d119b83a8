using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Training;

/// <summary>
/// The shared step on one kernel. Several streams: each recurrence runs over a thread's own streams from the first step to the last, then all meet. One
/// stream: the steps of the recurrence are a chain that only one thread can walk; the others follow it with logits, softmax and hidden gradients, and update
/// Why while it walks back. Operations on no rows do nothing.
/// </summary>
internal sealed class SharedStep<TKernel>(ModelMemory model, ThreadTeam team) : SharedStep(model, team)
    where TKernel : struct, IRnnKernel
{
    // Steps after which the followers are told. Even: each walk over Whh starts in the direction of step 0. Of 2, 4, 6 and 10 the fastest (H = 100, Zen 4).
    private const int StepsAtOnce = 4;

    /// <inheritdoc/>
    public override void Run(int thread)
    {
        Buffers b = BuffersOf(thread);
        ref readonly StepPart part = ref Parts[thread];
        if (b.BatchSize > 1)
            RunStreams(b, part, thread);
        else if (thread == 0)
            Lead(b, part);
        else
            Follow(b, part, thread);
    }

    private void RunStreams(in Buffers b, in StepPart part, int thread)
    {
        TKernel.ForwardRecurrence(b, part.Streams.Begin, part.Streams.End);
        Meet(thread, 0);
        Outputs(b, part.Rows.Begin, part.Rows.End);
        Meet(thread, 1);
        TKernel.BackwardRecurrence(b, part.Streams.Begin, part.Streams.End);
        Meet(thread, 2);
        WeightUpdate<TKernel>.Output(b, part.Output.Begin, part.Output.End);
        UpdateOthers(b, part);
    }

    private void Lead(in Buffers b, in StepPart part)
    {
        Buffers some = b;
        for (int step = 0; step < b.SequenceLength; step += StepsAtOnce)
        {
            some.SelectSteps(b, step, Math.Min(StepsAtOnce, b.SequenceLength - step));
            TKernel.ForwardRecurrence(some, 0, 1);
            AddForward(some.SequenceLength);
        }

        WaitForHidden(thread: 0);
        TKernel.BackwardRecurrence(b, 0, 1);
        AddBackward();
        UpdateOthers(b, part);
    }

    private void Follow(in Buffers b, in StepPart part, int thread)
    {
        int between = (Parts.Length - 1) * StepsAtOnce;
        for (int step = (thread - 1) * StepsAtOnce; step < b.SequenceLength; step += between)
        {
            int end = Math.Min(step + StepsAtOnce, b.SequenceLength);
            WaitForForward(thread, end);
            Outputs(b, step, end);
            AddHidden(end - step);
        }

        // Both copies of Why are read until the last row's gradient is there.
        WaitForHidden(thread);
        WeightUpdate<TKernel>.Output(b, part.Output.Begin, part.Output.End);
        WaitForBackward(thread);
        UpdateOthers(b, part);
    }

    private static void Outputs(in Buffers b, int rowBegin, int rowEnd)
    {
        TKernel.Logits(b, rowBegin, rowEnd);
        TKernel.SoftmaxCrossEntropy(b, rowBegin, rowEnd);
        TKernel.HiddenGradient(b, rowBegin, rowEnd);
    }

    private static void UpdateOthers(in Buffers b, in StepPart part)
    {
        WeightUpdate<TKernel>.Recurrent(b, part.Recurrent.Begin, part.Recurrent.End);
        if (part.Input)
            WeightUpdate<TKernel>.Input(b);
    }
}
