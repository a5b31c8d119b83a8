using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Numerics;

namespace CharRnnFast.Steps;

/// <summary>The operations of a step on one instruction set, over the routines of two widths.</summary>
internal sealed unsafe class Kernel<TLanes, TVector>(KernelTable table, WidthRoutines hidden, WidthRoutines vocab)
    : Kernel(hidden, vocab)
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    // Logits that stay in L2 between the passes of a softmax.
    private const int SoftmaxFloats = 1 << 16;

    private readonly WidthRoutines _hidden = hidden;
    private readonly WidthRoutines _vocab = vocab;

    /// <inheritdoc/>
    internal override Kernel? OfColumns(int columns) =>
        table.Cover(columns) is { } some ? new Kernel<TLanes, TVector>(table, some, _vocab) : null;

    /// <inheritdoc/>
    internal override long FmaPeak(int rounds) => FmaPeak<TLanes, TVector>.Run(rounds);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void AddInput(in Buffers b, in LayerRows rows, int begin, int end) =>
        LayerProducts<TLanes, TVector>.AddInput(_hidden, b, rows, begin, end);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void ForwardSteps(in Buffers b, in LayerRows rows, int begin, int end)
    {
        switch (b.Shape.Cell)
        {
            case Cell.Rnn:
                TanhRecurrence<TLanes, TVector>.Forward(_hidden, b, rows, begin, end);
                break;
            case Cell.Gru:
                GruRecurrence<TLanes, TVector>.Forward(_hidden, b, rows, begin, end);
                break;
            default:
                LstmRecurrence<TLanes, TVector>.Forward(_hidden, b, rows, begin, end);
                break;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void DropOutputs(in Buffers b, in LayerRows rows, int begin, int end)
    {
        if (rows.Dropped == null) return;
        for (int t = 0; t < rows.Steps; t++)
            for (int stream = begin; stream < end; stream++)
            {
                nint row = (((nint)t * rows.Streams) + stream) * rows.Stride;
                float* factors = rows.DropoutFactors + row, h = rows.Hidden + row + (rows.Streams * rows.Stride);
                b.DropoutMask.Fill(rows.Layer, rows.FirstStep + t, rows.Group.First + stream, new(factors, b.HiddenSize));
                Elementwise<TLanes, TVector>.Drop(h, factors, rows.Dropped + row, _hidden.Columns);
            }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void BackwardSteps(in Buffers b, in LayerRows rows, int begin, int end)
    {
        switch (b.Shape.Cell)
        {
            case Cell.Rnn:
                TanhRecurrence<TLanes, TVector>.Backward(_hidden, b, rows, begin, end);
                break;
            case Cell.Gru:
                GruRecurrence<TLanes, TVector>.Backward(_hidden, b, rows, begin, end);
                break;
            default:
                LstmRecurrence<TLanes, TVector>.Backward(_hidden, b, rows, begin, end);
                break;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void DropGradient(in LayerRows rows, int begin, int end)
    {
        if (rows.Dropped == null) return;
        for (int t = 0; t < rows.Steps; t++)
            for (int stream = begin; stream < end; stream++)
            {
                nint row = (((nint)t * rows.Streams) + stream) * rows.Stride;
                Elementwise<TLanes, TVector>.Drop(
                    rows.DHidden + row, rows.DropoutFactors + row, rows.DHidden + row, _hidden.Columns);
            }
    }

    /// <inheritdoc/>
    internal override void InputGradient(in Buffers b, in LayerRows rows, int begin, int end)
    {
        if (rows.DInput != null) LayerProducts<TLanes, TVector>.InputGradient(_hidden, b, rows, begin, end);
    }

    /// <inheritdoc/>
    internal override void Logits(in Buffers b, int rowBegin, int rowEnd)
    {
        // A group at a time: between the hidden states of two groups stand those before the first step.
        for (int row = rowBegin, next; row < rowEnd; row = next)
        {
            StreamGroup group = b.Shape.Group(row / (b.Shape.SequenceLength * StreamGroup.MaxStreams));
            next = Math.Min(rowEnd, b.Shape.SequenceLength * group.End);
            float* h = b.OutputOf(b.Layers.Length - 1).Of(group) + ((nint)(row - (b.Shape.SequenceLength * group.First)) * b.HiddenStride);
            _vocab.Product(
                h, b.HiddenStride, 1, b.HiddenSize, b.OutputTransposed, b.VocabStride,
                b.OutputBias.Values, 0, b.LogitsAt(row), b.VocabStride, next - row);
        }
    }

    /// <inheritdoc/>
    internal override void Softmax(in Buffers b, int rowBegin, int rowEnd) => Softmax<TLanes, TVector>.Apply(
        b.LogitsAt(rowBegin), b.VocabStride, _vocab.Columns, b.RowMaxima + rowBegin, b.RowSums + rowBegin, rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void SoftmaxCrossEntropy(in Buffers b, int rowBegin, int rowEnd)
    {
        int rows = Math.Max(1, SoftmaxFloats / b.VocabStride);
        for (int row = rowBegin; row < rowEnd; row += rows)
            Softmax<TLanes, TVector>.CrossEntropy(
                b.LogitsAt(row), b.VocabStride, _vocab.Columns, b.Targets + row, b.RowLosses + row,
                b.RowMaxima + row, b.RowSums + row, Math.Min(rows, rowEnd - row));
    }

    /// <inheritdoc/>
    internal override void HiddenGradient(in Buffers b, int rowBegin, int rowEnd) => LongProduct.Compute(
        _hidden, b.LogitsAt(rowBegin), b.VocabStride, 1, b.VocabSize, b.Output.Values, b.Zero,
        b.HiddenRow(b.LastLayer.DHidden, rowBegin), rowEnd - rowBegin);

    /// <inheritdoc/>
    internal override void Gradient(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd)
    {
        WidthRoutines routines = RoutinesOf(w);
        for (int row = rowBegin, rows; row < rowEnd; row += rows)
        {
            rows = Math.Min(b.StripRows, rowEnd - row);
            float* strip = WeightGradients<TLanes, TVector>.Compute(routines, b, w, row, rows);
            int floats = rows * routines.Stride;
            new Span<float>(strip, floats).CopyTo(new(w.Weights.Gradient + ((nint)row * routines.Stride), floats));
        }
    }

    /// <inheritdoc/>
    internal override void ApplyGradient(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd)
    {
        WidthRoutines routines = RoutinesOf(w);
        float* gradient = w.Weights.Gradient + ((nint)rowBegin * routines.Stride);
        WeightUpdates<TLanes, TVector>.Apply(routines, b, w, rowBegin, gradient, rowEnd - rowBegin);
    }

    /// <inheritdoc/>
    internal override void Update(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd)
    {
        if (b.FusesUpdates && w.Transposed != null)
            WeightGradients<TLanes, TVector>.UpdateFused(_hidden, b, w, rowBegin, rowEnd - rowBegin);
        else
            WeightUpdates<TLanes, TVector>.Update(RoutinesOf(w), b, w, rowBegin, rowEnd);
        Transpose(b, w, rowBegin, rowEnd);
    }

    /// <inheritdoc/>
    internal override void Transpose(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd)
    {
        if (w.Transposed != null)
            Transposition<TLanes, TVector>.Copy(
                b.HiddenRow(w.Weights.Values, rowBegin), b.HiddenStride, w.Transposed + rowBegin, w.TransposedStride,
                rowEnd - rowBegin, b.HiddenSize);
    }

    private WidthRoutines RoutinesOf(in WeightMatrix w) => w.IsVocabWide ? _vocab : _hidden;
}
