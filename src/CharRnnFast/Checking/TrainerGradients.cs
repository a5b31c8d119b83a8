using CharRnnFast.Model;
using CharRnnFast.Training;

namespace CharRnnFast.Checking;

/// <summary>The gradients of a trainer's kernels.</summary>
/// <param name="trainer">A trainer made with <c>storeGradients</c>; its weights and hidden state are overwritten.</param>
internal sealed class TrainerGradients(Trainer trainer) : IGradientSource
{
    /// <inheritdoc/>
    public ModelShape Shape => trainer.Shape;

    /// <inheritdoc/>
    public void WriteRow(TensorSpec tensor, int row, ReadOnlySpan<float> source) =>
        ((ITensorStore)trainer.Model).WriteRow(tensor, row, source);

    /// <inheritdoc/>
    public void ComputeGradients(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets)
    {
        trainer.SetSymbols(inputs, targets);
        trainer.Model.RefreshDerived();
        trainer.ComputeGradients();
    }

    /// <inheritdoc/>
    public void ReadGradientRow(TensorSpec parameter, int row, Span<float> destination) =>
        trainer.ReadGradientRow(parameter, row, destination);
}
