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
    internal override void UpdateInputWeightsAndBiases(in Buffers b)
    {
        Adagrad<TLanes, TVector>.Broadcast(b.Settings, b.LearningRate, b.Clip);
        WeightGradients<TLanes, TVector>.UpdateInput(_hidden, b);
        Adagrad<TLanes, TVector>.UpdateRows(_hidden, b.DBh, b.Bh, b.MBh, 1, b.Settings);
        Adagrad<TLanes, TVector>.UpdateRows(_vocab, b.DBy, b.By, b.MBy, 1, b.Settings);
    }

    /// <inheritdoc/>
    internal override void Gradient(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd) => WeightGradients<TLanes, TVector>.Compute(
        _hidden, b, w.Left + rowBegin, w.LeftStride, w.Right, b.HiddenRow(w.Gradient, rowBegin), rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void ApplyGradient(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd)
    {
        Adagrad<TLanes, TVector>.Broadcast(b.Settings, b.LearningRate, b.Clip);
        Adagrad<TLanes, TVector>.UpdateRows(
            _hidden, b.HiddenRow(w.Gradient, rowBegin), b.HiddenRow(w.Weights, rowBegin), b.HiddenRow(w.Memory, rowBegin),
            rowEnd - rowBegin, b.Settings);
    }

    /// <inheritdoc/>
    internal override void UpdateFused(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd) =>
        WeightGradients<TLanes, TVector>.Update(
            _hidden, b, w.Left + rowBegin, w.LeftStride, w.Right,
            b.HiddenRow(w.Weights, rowBegin), b.HiddenRow(w.Memory, rowBegin), rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void Transpose(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd) => Transposition<TLanes, TVector>.Copy(
        b.HiddenRow(w.Weights, rowBegin), b.HiddenStride, w.Transposed + rowBegin, w.TransposedStride, rowEnd - rowBegin, b.HiddenSize);
}
