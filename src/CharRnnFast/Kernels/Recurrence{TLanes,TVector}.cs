using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>
/// The recurrences of h_t = tanh(Wxh[:,x_t] + bh + Whh h_{t-1}), step by step: a matrix-vector product for one stream, a matrix product for several.
/// Even steps walk up the rows of weights and odd ones down: where the walk turns, the rows are still in L1.
/// </summary>
internal static unsafe class Recurrence<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>h_t for t ascending, for streams [streamBegin, streamEnd).</summary>
    public static void Forward(WidthRoutines hidden, in Buffers b, int streamBegin, int streamEnd)
    {
        for (int t = 0; t < b.SequenceLength; t++)
            for (int stream = streamBegin; stream < streamEnd; stream++)
                AddInput(hidden, b, ((nint)t * b.BatchSize) + stream);
        for (int t = 0; t < b.SequenceLength; t++)
            ForwardStep(hidden, b, t, ((nint)t * b.BatchSize) + streamBegin, streamEnd - streamBegin);
    }

    /// <summary>da_t = (1 - h_t*h_t) * (DHidden_t + Whh' da_{t+1}) for t descending, for streams [streamBegin, streamEnd); da after the last step is 0.</summary>
    public static void Backward(WidthRoutines hidden, in Buffers b, int streamBegin, int streamEnd)
    {
        for (int t = b.SequenceLength - 1; t >= 0; t--)
            BackwardStep(hidden, b, t, ((nint)t * b.BatchSize) + streamBegin, streamEnd - streamBegin);
    }

    // What does not depend on the steps before.
    private static void AddInput(WidthRoutines hidden, in Buffers b, nint row) => Elementwise<TLanes, TVector>.Add(
        b.Wxh + ((nint)b.Inputs[row] * b.HiddenStride), b.Bh, b.Hidden + ((row + b.BatchSize) * b.HiddenStride), hidden.Columns);

    private static void ForwardStep(WidthRoutines hidden, in Buffers b, int t, nint row, int streams)
    {
        bool ascending = (t & 1) == 0;
        float* previous = b.Hidden + (row * b.HiddenStride), next = previous + ((nint)b.BatchSize * b.HiddenStride);
        AddProduct(hidden, b, b.Whh, ascending, previous, next, next, streams);

        // The next step walks the other way: what it needs first comes first.
        for (; streams > 0; streams--, next += b.HiddenStride)
            Elementwise<TLanes, TVector>.Tanh(next, hidden.Columns, !ascending);
    }

    private static void BackwardStep(WidthRoutines hidden, in Buffers b, int t, nint row, int streams)
    {
        bool ascending = (t & 1) == 0;
        nint stride = b.HiddenStride;
        float* da = b.DActivation + (row * stride), dh = b.DHidden + (row * stride), h = b.Hidden + ((row + b.BatchSize) * stride);
        if (t != b.SequenceLength - 1)
        {
            AddProduct(hidden, b, b.WhhTransposed, ascending, da + (b.BatchSize * stride), dh, da, streams);
            dh = da;
        }

        for (; streams > 0; streams--, dh += stride, h += stride, da += stride)
            Elementwise<TLanes, TVector>.TanhGradient(dh, h, da, hidden.Columns, !ascending);
    }

    // y = start + the sum over k of row k of w * x[k], for some rows of x, start and y.
    private static void AddProduct(WidthRoutines hidden, in Buffers b, float* w, bool ascending, float* x, float* start, float* y, int rows)
    {
        nint stride = b.HiddenStride, first = ascending ? 0 : b.HiddenSize - 1, step = ascending ? 1 : -1;
        w += first * stride;
        if (rows == 1)
            hidden.Chain(w, step * stride, x + first, step, b.HiddenSize, start, y);
        else
            hidden.Product(x + first, stride, step, b.HiddenSize, w, step * stride, start, stride, y, stride, rows);
    }
}
