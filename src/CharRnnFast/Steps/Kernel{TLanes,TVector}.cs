using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Numerics;

namespace CharRnnFast.Steps;

/// <summary>The operations of a step on one instruction set, over the routines of two widths.</summary>
internal sealed unsafe class Kernel<TLanes, TVector>(WidthRoutines hidden, WidthRoutines vocab) : Kernel(hidden, vocab)
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    private readonly WidthRoutines _hidden = hidden;
    private readonly WidthRoutines _vocab = vocab;

    /// <inheritdoc/>
    internal override long FmaPeak(int rounds) => FmaPeak<TLanes, TVector>.Run(rounds);

    /// <inheritdoc/>
    internal override void ForwardRecurrence(in Buffers b, int streamBegin, int streamEnd) =>
        Recurrence<TLanes, TVector>.Forward(_hidden, b, streamBegin, streamEnd);

    /// <inheritdoc/>
    internal override void Logits(in Buffers b, int rowBegin, int rowEnd) => _vocab.Product(
        b.HiddenAfter(rowBegin), b.HiddenStride, 1, b.HiddenSize, b.WhyTransposed, b.VocabStride,
        b.By, 0, b.LogitsAt(rowBegin), b.VocabStride, rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void Softmax(in Buffers b, int rowBegin, int rowEnd) => Softmax<TLanes, TVector>.Apply(
        b.LogitsAt(rowBegin), b.VocabStride, _vocab.Columns, b.RowMaxima + rowBegin, b.RowSums + rowBegin, rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void SoftmaxCrossEntropy(in Buffers b, int rowBegin, int rowEnd) => Softmax<TLanes, TVector>.CrossEntropy(
        b.LogitsAt(rowBegin), b.VocabStride, _vocab.Columns, b.Targets + rowBegin, b.RowLosses + rowBegin,
        b.RowMaxima + rowBegin, b.RowSums + rowBegin, rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void HiddenGradient(in Buffers b, int rowBegin, int rowEnd) => _hidden.Product(
        b.LogitsAt(rowBegin), b.VocabStride, 1, b.VocabSize, b.Why, b.HiddenStride,
        b.Zero, 0, b.HiddenRow(b.DHidden, rowBegin), b.HiddenStride, rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void BackwardRecurrence(in Buffers b, int streamBegin, int streamEnd) =>
        Recurrence<TLanes, TVector>.Backward(_hidden, b, streamBegin, streamEnd);

    /// <inheritdoc/>
    internal override void InputAndBiasGradients(in Buffers b)
    {
        WeightGradients<TLanes, TVector>.ComputeInput(_hidden, b);
        WeightGradients<TLanes, TVector>.SumRows(_hidden, b, b.DActivation, b.DBh);
        WeightGradients<TLanes, TVector>.SumRows(_vocab, b, b.Logits, b.DBy);
    }

    /// <inheritdoc/>
    internal override void RecurrentGradient(in Buffers b, int rowBegin, int rowEnd) => WeightGradients<TLanes, TVector>.Compute(
        _hidden, b, b.Hidden + rowBegin, b.HiddenStride, b.DActivation, b.HiddenRow(b.DWhh, rowBegin), rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void OutputGradient(in Buffers b, int rowBegin, int rowEnd) => WeightGradients<TLanes, TVector>.Compute(
        _hidden, b, b.Logits + rowBegin, b.VocabStride, b.HiddenAfter(0), b.HiddenRow(b.DWhy, rowBegin), rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void UpdateRecurrentWeights(in Buffers b, int rowBegin, int rowEnd) => WeightGradients<TLanes, TVector>.Update(
        _hidden, b, b.Hidden + rowBegin, b.HiddenStride, b.DActivation,
        b.HiddenRow(b.Whh, rowBegin), b.HiddenRow(b.MWhh, rowBegin), rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void UpdateOutputWeights(in Buffers b, int rowBegin, int rowEnd) => WeightGradients<TLanes, TVector>.Update(
        _hidden, b, b.Logits + rowBegin, b.VocabStride, b.HiddenAfter(0),
        b.HiddenRow(b.Why, rowBegin), b.HiddenRow(b.MWhy, rowBegin), rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void UpdateInputWeightsAndBiases(in Buffers b)
    {
        Adagrad<TLanes, TVector>.Broadcast(b.Settings, b.LearningRate, b.Clip);
        WeightGradients<TLanes, TVector>.UpdateInput(_hidden, b);
        Adagrad<TLanes, TVector>.UpdateRows(_hidden, b.DBh, b.Bh, b.MBh, 1, b.Settings);
        Adagrad<TLanes, TVector>.UpdateRows(_vocab, b.DBy, b.By, b.MBy, 1, b.Settings);
    }

    /// <inheritdoc/>
    internal override void AdagradRecurrent(in Buffers b, int rowBegin, int rowEnd) => UpdateStored(
        b, b.HiddenRow(b.DWhh, rowBegin), b.HiddenRow(b.Whh, rowBegin), b.HiddenRow(b.MWhh, rowBegin), rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void AdagradOutput(in Buffers b, int rowBegin, int rowEnd) => UpdateStored(
        b, b.HiddenRow(b.DWhy, rowBegin), b.HiddenRow(b.Why, rowBegin), b.HiddenRow(b.MWhy, rowBegin), rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void TransposeRecurrentWeights(in Buffers b, int rowBegin, int rowEnd) => Transposition<TLanes, TVector>.Copy(
        b.HiddenRow(b.Whh, rowBegin), b.HiddenStride, b.WhhTransposed + rowBegin, b.HiddenStride, rowEnd - rowBegin, b.HiddenSize);

    /// <inheritdoc/>
    internal override void TransposeOutputWeights(in Buffers b, int rowBegin, int rowEnd) => Transposition<TLanes, TVector>.Copy(
        b.HiddenRow(b.Why, rowBegin), b.HiddenStride, b.WhyTransposed + rowBegin, b.VocabStride, rowEnd - rowBegin, b.HiddenSize);

    private void UpdateStored(in Buffers b, float* g, float* w, float* m, int rows)
    {
        Adagrad<TLanes, TVector>.Broadcast(b.Settings, b.LearningRate, b.Clip);
        Adagrad<TLanes, TVector>.UpdateRows(_hidden, g, w, m, rows, b.Settings);
    }
}
