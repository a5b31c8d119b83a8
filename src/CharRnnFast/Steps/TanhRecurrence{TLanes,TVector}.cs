using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Numerics;

namespace CharRnnFast.Steps;

/// <summary>
/// The recurrences of h_t = tanh(W x_t + b + U h_{t-1}), step by step: a matrix-vector product for one stream, a matrix product for
/// several. In min-char-rnn's network even steps walk up the rows of weights and odd ones down: where the walk turns, the rows are still
/// in L1.
/// </summary>
internal static unsafe class TanhRecurrence<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>h_t for t ascending, for streams [begin, end) of the group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(WidthRoutines hidden, in Buffers b, in LayerRows r, int begin, int end)
    {
        int odd = b.Shape.IsSeedNetwork ? 1 : 0;
        float* u = b.Layers[r.Layer].Recurrent.Values + r.Column;
        for (int t = 0; t < r.Steps; t++)
            ForwardStep(hidden, b, r, u, (r.FirstStep + t) & odd, ((nint)t * r.Streams) + begin, end - begin);
    }

    /// <summary>
    /// da_t = (1 - h_t*h_t) * (DHidden_t + U' da_{t+1}) for t descending, for streams [begin, end) of the group; da after the last step
    /// is 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(WidthRoutines hidden, in Buffers b, in LayerRows r, int begin, int end)
    {
        int odd = b.Shape.IsSeedNetwork ? 1 : 0;
        float* u = b.Layers[r.Layer].RecurrentTransposed + r.Column;
        for (int t = r.Steps - 1; t >= 0; t--)
            BackwardStep(hidden, b, r, u, (r.FirstStep + t) & odd, ((nint)t * r.Streams) + begin, end - begin);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardStep(WidthRoutines hidden, in Buffers b, in LayerRows r, float* u, nint down, nint row, int streams)
    {
        float* previous = r.States + (row * r.Stride), next = r.Gates + (row * r.Stride);
        AddProduct(hidden, b, u, down, previous, next, next, streams);

        // The next step walks the other way: what it needs first comes first.
        for (; streams > 0; streams--, next += r.Stride)
            Elementwise<TLanes, TVector>.Tanh(next, hidden.Columns, ascending: down != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardStep(WidthRoutines hidden, in Buffers b, in LayerRows r, float* u, nint down, nint row, int streams)
    {
        nint stride = r.Stride;
        float* da = r.DGates + (row * stride), dh = r.DHidden + (row * stride), h = r.Gates + (row * stride);
        if (row < (nint)r.StepsWithNext * r.Streams)
        {
            AddProduct(hidden, b, u, down, da - r.Column + (r.Streams * stride), dh, da, streams);
            dh = da;
        }

        for (; streams > 0; streams--, dh += stride, h += stride, da += stride)
            Elementwise<TLanes, TVector>.TanhGradient(dh, h, da, hidden.Columns, ascending: down != 0);
    }

    // y = start + the sum over k of row k of w * x[k], for some rows of x, start and y; of one stream, inlined at every step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(WidthRoutines hidden, in Buffers b, float* w, nint down, float* x, float* start, float* y, int rows)
    {
        nint stride = b.HiddenStride, first = down * (b.HiddenSize - 1), step = 1 - (2 * down);
        w += first * stride;
        if (rows == 1)
            hidden.Chain(w, step * stride, x + first, step, b.HiddenSize, start, y);
        else
            LongProduct.Compute(hidden, x + first, stride, step, b.HiddenSize, w, step * stride, start, stride, y, stride, rows);
    }
}
