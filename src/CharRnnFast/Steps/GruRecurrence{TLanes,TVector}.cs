using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Numerics;

namespace CharRnnFast.Steps;

/// <summary>The recurrences of a GRU, step by step, for some streams of a group; all sums ascend.</summary>
internal static unsafe class GruRecurrence<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    private const int Candidate = 2;
    private const int Product = 3;

    /// <summary>
    /// r, z = σ(W x_t + b + U h_{t-1}), q = Un h_{t-1} + bu, n = tanh(Wn x_t + bn + r * q), h_t = n + z * (h_{t-1} - n).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(WidthRoutines hidden, in Buffers b, in LayerRows r, int begin, int end)
    {
        for (int t = 0; t < r.Steps; t++)
            ForwardStep(hidden, b, r, (((nint)t * r.Streams) + begin) * r.Stride, end - begin);
    }

    /// <summary>
    /// For t descending: dh_t = DHidden_t + dh_{t+1} * z_{t+1} + the sums of Ur' dr, Uz' dz and Un' dq of step t+1; <see
    /// cref="GruGates{TLanes, TVector}"/> turns it into the gradients of the pre-activations. After the last step all these are 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(WidthRoutines hidden, in Buffers b, in LayerRows r, int begin, int end)
    {
        for (int t = r.Steps - 1; t >= 0; t--)
        {
            nint row = (((nint)t * r.Streams) + begin) * r.Stride, before = t + r.FirstStep == 0 ? 0 : r.Streams * r.Stride;
            if (t < r.StepsWithNext)
                AddFromNextStep(hidden, b, r, row, end - begin);

            // What the first step passes back is not read: it goes where its own gradient was.
            for (int stream = begin; stream < end; stream++, row += r.Stride)
                GruGates<TLanes, TVector>.Backward(
                    r.DGates + row, r.GateStep, r.Hidden + row, r.DHidden + row, r.DHidden + row - before, hidden.Columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardStep(WidthRoutines hidden, in Buffers b, in LayerRows r, nint row, int streams)
    {
        ref readonly LayerBuffers layer = ref b.Layers[r.Layer];
        float* u = layer.Recurrent.Values + r.Column, a = r.Gates + row, previous = r.States + row, q = a + (Product * r.GateStep);
        for (int gate = 0; gate < Candidate; gate++, a += r.GateStep, u += LayerProducts<TLanes, TVector>.MatrixStep(b))
            LayerProducts<TLanes, TVector>.AddProduct(hidden, b, u, previous, a, r.Stride, a, streams);
        LayerProducts<TLanes, TVector>.AddProduct(hidden, b, u, previous, layer.RecurrentBias.Values + r.Column, 0, q, streams);
        for (nint next = r.Streams * r.Stride; streams > 0; streams--, row += r.Stride)
            GruGates<TLanes, TVector>.Forward(r.Gates + row, r.GateStep, r.Hidden + row, r.Hidden + row + next, hidden.Columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFromNextStep(WidthRoutines hidden, in Buffers b, in LayerRows r, nint row, int streams)
    {
        float* u = b.Layers[r.Layer].RecurrentTransposed + r.Column, dh = r.DHidden + row, d = r.Gradients + row + (r.Streams * r.Stride);
        for (int gate = 0; gate <= Candidate; gate++, u += LayerProducts<TLanes, TVector>.MatrixStep(b))
        {
            int array = gate == Candidate ? Product : gate;
            LayerProducts<TLanes, TVector>.AddProduct(hidden, b, u, d + (array * r.GateStep), dh, r.Stride, dh, streams);
        }
    }
}
