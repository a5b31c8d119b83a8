
namespace CharRnnFast.Kernels;

/// <summary>The table's entry for one generated kernel type.</summary>
public sealed class Kernel<TKernel> : Kernel
    where TKernel : struct, IRnnKernel
{
    /// <inheritdoc/>
    public override int Hidden => TKernel.Hidden;

    /// <inheritdoc/>
    public override int Vocab => TKernel.Vocab;

    /// <inheritdoc/>
    public override InstructionSet InstructionSet => TKernel.InstructionSet;

    /// <inheritdoc/>
    internal override int HiddenStride => TKernel.HiddenStride;

    /// <inheritdoc/>
    internal override int VocabStride => TKernel.VocabStride;

    /// <inheritdoc/>
    internal override bool SplitsRecurrentRows => TKernel.SplitsRecurrentRows;

    /// <inheritdoc/>
    public override long FmaPeak(int rounds) => TKernel.FmaPeak(rounds);

    /// <inheritdoc/>
    internal override void ForwardRecurrence(in Buffers b, int streamBegin, int streamEnd) => TKernel.ForwardRecurrence(b, streamBegin, streamEnd);

    /// <inheritdoc/>
    internal override void Logits(in Buffers b, int rowBegin, int rowEnd) => TKernel.Logits(b, rowBegin, rowEnd);

    /// <inheritdoc/>
    internal override void Softmax(in Buffers b, int rowBegin, int rowEnd) => TKernel.Softmax(b, rowBegin, rowEnd);

    /// <inheritdoc/>
    internal override void SoftmaxCrossEntropy(in Buffers b, int rowBegin, int rowEnd) => TKernel.SoftmaxCrossEntropy(b, rowBegin, rowEnd);

    /// <inheritdoc/>
    internal override void HiddenGradient(in Buffers b, int rowBegin, int rowEnd) => TKernel.HiddenGradient(b, rowBegin, rowEnd);

    /// <inheritdoc/>
    internal override void BackwardRecurrence(in Buffers b, int streamBegin, int streamEnd) => TKernel.BackwardRecurrence(b, streamBegin, streamEnd);

    /// <inheritdoc/>
    internal override void InputAndBiasGradients(in Buffers b) => TKernel.InputAndBiasGradients(b);

    /// <inheritdoc/>
    internal override void RecurrentGradient(in Buffers b, int rowBegin, int rowEnd) => TKernel.RecurrentGradient(b, rowBegin, rowEnd);

    /// <inheritdoc/>
    internal override void OutputGradient(in Buffers b, int rowBegin, int rowEnd) => TKernel.OutputGradient(b, rowBegin, rowEnd);

    /// <inheritdoc/>
    internal override void UpdateRecurrentWeights(in Buffers b, int rowBegin, int rowEnd) => TKernel.UpdateRecurrentWeights(b, rowBegin, rowEnd);

    /// <inheritdoc/>
    internal override void UpdateOutputWeights(in Buffers b, int rowBegin, int rowEnd) => TKernel.UpdateOutputWeights(b, rowBegin, rowEnd);

    /// <inheritdoc/>
    internal override void UpdateInputWeightsAndBiases(in Buffers b) => TKernel.UpdateInputWeightsAndBiases(b);

    /// <inheritdoc/>
    internal override void AdagradRecurrent(in Buffers b, int rowBegin, int rowEnd) => TKernel.AdagradRecurrent(b, rowBegin, rowEnd);

    /// <inheritdoc/>
    internal override void AdagradOutput(in Buffers b, int rowBegin, int rowEnd) => TKernel.AdagradOutput(b, rowBegin, rowEnd);

    /// <inheritdoc/>
    internal override void TransposeRecurrentWeights(in Buffers b, int rowBegin, int rowEnd) => TKernel.TransposeRecurrentWeights(b, rowBegin, rowEnd);

    /// <inheritdoc/>
    internal override void TransposeOutputWeights(in Buffers b, int rowBegin, int rowEnd) => TKernel.TransposeOutputWeights(b, rowBegin, rowEnd);
}
