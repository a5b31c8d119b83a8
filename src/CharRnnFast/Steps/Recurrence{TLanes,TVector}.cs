using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Numerics;

namespace CharRnnFast.Steps;

/// <summary>
/// The recurrences of h_t = tanh(Wxh[:,x_t] + bh + Whh h_{t-1}), step by step: a matrix-vector product for one stream, a matrix product for
/// several.
/// Even steps walk up the rows of weights and odd ones down: where the walk turns, the rows are still in L1.
/// </summary>
internal static unsafe class Recurrence<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>h_t for t ascending, for streams [streamBegin, streamEnd).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(WidthRoutines hidden, in Buffers b, int streamBegin, int streamEnd)
    {
        for (int t = 0; t < b.SequenceLength; t++)
            for (int stream = streamBegin; stream < streamEnd; stream++)
                AddInput(hidden, b, ((nint)t * b.BatchSize) + stream);
        for (int t = 0; t < b.SequenceLength; t++)
            ForwardStep(hidden, b, t, ((nint)t * b.BatchSize) + streamBegin, streamEnd - streamBegin);
    }

    /// <summary>
    /// da_t = (1 - h_t*h_t) * (DHidden_t + Whh' da_{t+1}) for t descending, for streams [streamBegin, streamEnd); da after the last step is
    /// 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(WidthRoutines hidden, in Buffers b, int streamBegin, int streamEnd)
    {
        for (int t = b.SequenceLength - 1; t >= 0; t--)
            BackwardStep(hidden, b, t, ((nint)t * b.BatchSize) + streamBegin, streamEnd - streamBegin);
    }

    // What does not depend on the steps before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddInput(WidthRoutines hidden, in Buffers b, nint row) => Elementwise<TLanes, TVector>.Add(
        b.Wxh + ((nint)b.Inputs[row] * b.HiddenStride), b.Bh, b.Hidden + ((row + b.BatchSize) * b.HiddenStride), hidden.Columns);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardStep(WidthRoutines hidden, in Buffers b, int t, nint row, int streams)
    {
        float* previous = b.Hidden + (row * b.HiddenStride), next = previous + ((nint)b.BatchSize * b.HiddenStride);
        AddProduct(hidden, b, b.Whh, t, previous, next, next, streams);

        // The next step walks the other way: what it needs first comes first.
        for (; streams > 0; streams--, next += b.HiddenStride)
            Elementwise<TLanes, TVector>.Tanh(next, hidden.Columns, ascending: (t & 1) != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardStep(WidthRoutines hidden, in Buffers b, int t, nint row, int streams)
    {
        nint stride = b.HiddenStride;
        float* da = b.DActivation + (row * stride), dh = b.DHidden + (row * stride), h = b.Hidden + ((row + b.BatchSize) * stride);
        if (t != b.SequenceLength - 1)
        {
            AddProduct(hidden, b, b.WhhTransposed, t, da + (b.BatchSize * stride), dh, da, streams);
            dh = da;
        }

        for (; streams > 0; streams--, dh += stride, h += stride, da += stride)
            Elementwise<TLanes, TVector>.TanhGradient(dh, h, da, hidden.Columns, ascending: (t & 1) != 0);
    }

    // y = start + the sum over k of row k of w * x[k], for some rows of x, start and y; of one stream, inlined at every step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(WidthRoutines hidden, in Buffers b, float* w, int t, float* x, float* start, float* y, int rows)
    {
        nint odd = t & 1, stride = b.HiddenStride, first = odd * (b.HiddenSize - 1), step = 1 - (2 * odd);
        w += first * stride;
        if (rows == 1)
            hidden.Chain(w, step * stride, x + first, step, b.HiddenSize, start, y);
        else
            hidden.Product(x + first, stride, step, b.HiddenSize, w, step * stride, start, stride, y, stride, rows);
    }
}
