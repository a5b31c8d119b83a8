using System.Diagnostics;
using CharRnnFast.Kernels;
using CharRnnFast.Model;

namespace CharRnnFast.Training;

/// <summary>The training step on one kernel: forward, backward, clip, Adagrad, without a call that is not known at compile time.</summary>
internal sealed class Trainer<TKernel>(ModelMemory model) : Trainer(model)
    where TKernel : struct, IRnnKernel
{
    /// <inheritdoc/>
    public override double Step()
    {
        for (StepPhase phase = StepPhase.ForwardRecurrence; phase <= StepPhase.InputUpdate; phase++)
            RunPhase(phase);
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
                UpdateRecurrentWeights(b, 0, b.HiddenSize);
                break;
            case StepPhase.OutputUpdate:
                UpdateOutputWeights(b, 0, b.VocabSize);
                break;
            case StepPhase.InputUpdate:
                TKernel.InputAndBiasGradients(b);
                TKernel.UpdateInputWeightsAndBiases(b);
                b.LastHidden.CopyTo(b.FirstHidden);
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
        b.LastHidden.CopyTo(b.FirstHidden);
        AssertPadding();
        GC.KeepAlive(this);
    }

    private protected override void StoreGradients()
    {
        for (StepPhase phase = StepPhase.ForwardRecurrence; phase <= StepPhase.BackwardRecurrence; phase++)
            RunPhase(phase);
        ref readonly Buffers b = ref Model.Buffers;
        TKernel.RecurrentGradient(b, 0, b.HiddenSize);
        TKernel.OutputGradient(b, 0, b.VocabSize);
        TKernel.InputAndBiasGradients(b);
        GC.KeepAlive(this);
    }

    private static void UpdateRecurrentWeights(in Buffers b, int rowBegin, int rowEnd)
    {
        if (b.FusesUpdates)
        {
            TKernel.UpdateRecurrentWeights(b, rowBegin, rowEnd);
        }
        else
        {
            TKernel.RecurrentGradient(b, rowBegin, rowEnd);
            TKernel.AdagradRecurrent(b, rowBegin, rowEnd);
        }

        TKernel.TransposeRecurrentWeights(b, rowBegin, rowEnd);
    }

    private static void UpdateOutputWeights(in Buffers b, int rowBegin, int rowEnd)
    {
        if (b.FusesUpdates)
        {
            TKernel.UpdateOutputWeights(b, rowBegin, rowEnd);
        }
        else
        {
            TKernel.OutputGradient(b, rowBegin, rowEnd);
            TKernel.AdagradOutput(b, rowBegin, rowEnd);
        }

        TKernel.TransposeOutputWeights(b, rowBegin, rowEnd);
    }

    [Conditional("DEBUG")]
    private void AssertPadding()
    {
        // A NaN times the zeros of the padding is a NaN: once the loss is one, padding says nothing.
        bool paddingCounts = double.IsFinite(TotalLoss());
        Debug.Assert(Model.MarginsAreIntact && (!paddingCounts || Model.PaddingIsIntact), "A kernel wrote outside the model.");
    }
}
