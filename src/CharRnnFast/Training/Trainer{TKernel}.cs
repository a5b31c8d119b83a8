using System.Diagnostics;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Training;

/// <summary>The training step on one kernel: forward, backward, clip, Adagrad, without a call that is not known at compile time.</summary>
internal sealed class Trainer<TKernel>(ModelMemory model, ThreadTeam? team) : Trainer(model)
    where TKernel : struct, IRnnKernel
{
    private readonly SharedStep<TKernel>? _shared = team is { Count: > 1 } ? new(model, team) : null;
    private readonly SharingChoice? _choice = team is { Count: > 1, IsOptional: true } ? new() : null;

    /// <inheritdoc/>
    public override double Step()
    {
        bool isShared = _choice?.Begin(Stopwatch.GetTimestamp()) ?? _shared is not null;
        if (isShared)
            _shared!.Run();
        else
            RunPhases(StepPhase.InputUpdate);
        _choice?.End(Stopwatch.GetTimestamp());
        MoveHiddenState();
        AssertPadding();
        return TotalLoss();
    }

    /// <inheritdoc/>
    public override void RunPhase(StepPhase phase)
    {
        ref readonly Buffers b = ref Model.Buffers;
        switch (phase)
        {
            case StepPhase.ForwardRecurrence:
                TKernel.ForwardRecurrence(b, 0, b.BatchSize);
                break;
            case StepPhase.Logits:
                TKernel.Logits(b, 0, b.Rows);
                break;
            case StepPhase.SoftmaxCrossEntropy:
                TKernel.SoftmaxCrossEntropy(b, 0, b.Rows);
                break;
            case StepPhase.HiddenGradient:
                TKernel.HiddenGradient(b, 0, b.Rows);
                break;
            case StepPhase.BackwardRecurrence:
                TKernel.BackwardRecurrence(b, 0, b.BatchSize);
                break;
            case StepPhase.RecurrentUpdate:
                WeightUpdate<TKernel>.Recurrent(b, 0, b.HiddenSize);
                break;
            case StepPhase.OutputUpdate:
                WeightUpdate<TKernel>.Output(b, 0, b.VocabSize);
                break;
            case StepPhase.InputUpdate:
                WeightUpdate<TKernel>.Input(b);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(phase), phase, null);
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public override void ApplyGradients()
    {
        ref readonly Buffers b = ref Model.Buffers;
        TKernel.AdagradRecurrent(b, 0, b.HiddenSize);
        TKernel.TransposeRecurrentWeights(b, 0, b.HiddenSize);
        TKernel.AdagradOutput(b, 0, b.VocabSize);
        TKernel.TransposeOutputWeights(b, 0, b.VocabSize);
        TKernel.UpdateInputWeightsAndBiases(b);
        MoveHiddenState();
        AssertPadding();
        GC.KeepAlive(this);
    }

    private protected override void StoreGradients()
    {
        RunPhases(StepPhase.BackwardRecurrence);
        ref readonly Buffers b = ref Model.Buffers;
        TKernel.RecurrentGradient(b, 0, b.HiddenSize);
        TKernel.OutputGradient(b, 0, b.VocabSize);
        TKernel.InputAndBiasGradients(b);
        GC.KeepAlive(this);
    }

    private void RunPhases(StepPhase last)
    {
        for (StepPhase phase = StepPhase.ForwardRecurrence; phase <= last; phase++)
            RunPhase(phase);
    }

    [Conditional("DEBUG")]
    private void AssertPadding()
    {
        // A NaN times the zeros of the padding is a NaN: once the loss is one, padding says nothing.
        bool paddingCounts = double.IsFinite(TotalLoss());
        Debug.Assert(Model.MarginsAreIntact && (!paddingCounts || Model.PaddingIsIntact), "A kernel wrote outside the model.");
    }
}
