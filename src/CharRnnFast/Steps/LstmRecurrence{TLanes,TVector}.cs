using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Numerics;

namespace CharRnnFast.Steps;

/// <summary>The recurrences of an LSTM, step by step, for some streams of a group; all sums ascend.</summary>
internal static unsafe class LstmRecurrence<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>i, f, o = σ(a), g = tanh(a) with a = W x_t + b + U h_{t-1}; c_t = f * c_{t-1} + i * g, h_t = o * tanh(c_t).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(WidthRoutines hidden, in Buffers b, in LayerRows r, int begin, int end)
    {
        for (int t = 0; t < r.Steps; t++)
            ForwardStep(hidden, b, r, (((nint)t * r.Streams) + begin) * r.Stride, end - begin);
    }

    /// <summary>
    /// For t descending: dh_t = DHidden_t + the sum over the gates of U' da_{t+1}; <see cref="LstmGates{TLanes, TVector}"/> turns it
    /// into da_t. After the last step da and what comes back through the cell states are 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(WidthRoutines hidden, in Buffers b, in LayerRows r, int begin, int end)
    {
        if (r.StepsWithNext != r.Steps) Clear(hidden, r, begin, end);
        for (int t = r.Steps - 1; t >= 0; t--)
        {
            nint row = (((nint)t * r.Streams) + begin) * r.Stride;
            if (t < r.StepsWithNext)
                AddFromNextStep(hidden, b, r, row, end - begin);
            for (int stream = begin; stream < end; stream++, row += r.Stride)
                LstmGates<TLanes, TVector>.Backward(
                    r.DGates + row, r.GateStep, r.Cells + row, r.TanhCells + row, r.DHidden + row,
                    r.DCell + (stream * r.Stride), hidden.Columns);
        }
    }

    private static void Clear(WidthRoutines hidden, in LayerRows r, int begin, int end)
    {
        int floats = (int)Elementwise<TLanes, TVector>.Registers(hidden.Columns) * TLanes.Count;
        for (int stream = begin; stream < end; stream++) new Span<float>(r.DCell + (stream * r.Stride), floats).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardStep(WidthRoutines hidden, in Buffers b, in LayerRows r, nint row, int streams)
    {
        float* u = b.Layers[r.Layer].Recurrent.Values + r.Column, a = r.Gates + row, previous = r.States + row;
        for (int gate = 0; gate < 4; gate++, a += r.GateStep, u += LayerProducts<TLanes, TVector>.MatrixStep(b))
            LayerProducts<TLanes, TVector>.AddProduct(hidden, b, u, previous, a, r.Stride, a, streams);
        nint next = r.Streams * r.Stride;
        for (; streams > 0; streams--, row += r.Stride)
            LstmGates<TLanes, TVector>.Forward(
                r.Gates + row, r.GateStep, r.Cells + row, r.Cells + row + next, r.TanhCells + row, r.Hidden + row + next, hidden.Columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFromNextStep(WidthRoutines hidden, in Buffers b, in LayerRows r, nint row, int streams)
    {
        float* u = b.Layers[r.Layer].RecurrentTransposed + r.Column, dh = r.DHidden + row, da = r.Gradients + row + (r.Streams * r.Stride);
        for (int gate = 0; gate < 4; gate++, da += r.GateStep, u += LayerProducts<TLanes, TVector>.MatrixStep(b))
            LayerProducts<TLanes, TVector>.AddProduct(hidden, b, u, da, dh, r.Stride, dh, streams);
    }
}
