using System.Runtime.CompilerServices;
using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>Clip and Adagrad, element by element: g clipped to [-clip, clip], a NaN passes; m = g*g + m; w = w - (rate * g) / sqrt(m + 1e-8).</summary>
/// <remarks>20 bytes of traffic a weight. What is the same for all weights comes from memory: in the loop of an outer product the sums leave no register for it.</remarks>
public static unsafe class Adagrad<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>One register of weights.</summary>
    /// <param name="g">Its gradient.</param>
    /// <param name="w">The weights.</param>
    /// <param name="m">Their memory.</param>
    /// <param name="settings">Clip, -clip, learning rate and epsilon, each in every lane of a register.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateRegister(float* g, float* w, float* m, float* settings)
    {
        TVector gradient = TLanes.Max(TLanes.Load(settings + TLanes.Count), TLanes.Min(TLanes.Load(settings), TLanes.Load(g)));
        TVector memory = TLanes.MultiplyAdd(gradient, gradient, TLanes.Load(m));
        TVector root = TLanes.SquareRoot(TLanes.Add(memory, TLanes.Load(settings + (3 * TLanes.Count))));
        TVector update = TLanes.Divide(TLanes.Multiply(TLanes.Load(settings + (2 * TLanes.Count)), gradient), root);
        TLanes.Store(m, memory);
        TLanes.Store(w, TLanes.Subtract(TLanes.Load(w), update));
    }

    /// <summary>Fills <paramref name="settings"/>: four registers.</summary>
    internal static void Broadcast(float* settings, float learningRate, float clip)
    {
        TLanes.Store(settings, TLanes.Broadcast(clip));
        TLanes.Store(settings + TLanes.Count, TLanes.Broadcast(-clip));
        TLanes.Store(settings + (2 * TLanes.Count), TLanes.Broadcast(learningRate));
        TLanes.Store(settings + (3 * TLanes.Count), TLanes.Broadcast(1e-8f));
    }

    /// <summary>Rows of weights from a stored gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void UpdateRows(float* g, float* w, float* m, nint stride, nint columns, int rows, float* settings)
    {
        for (; rows > 0; rows--, g += stride, w += stride, m += stride)
            for (nint k = 0; k < columns; k += TLanes.Count)
                UpdateRegister(g + k, w + k, m + k, settings);
    }

    /// <summary>The registers that are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Finish(in PendingUpdate pending, nint columns)
    {
        float* g = pending.Gradient, w = pending.Weights, m = pending.Memory, settings = pending.Settings;
        nint k = pending.Column, stride = pending.Stride;
        for (nint registers = pending.Registers; registers > 0; registers--)
        {
            UpdateRegister(g + k, w + k, m + k, settings);
            k += TLanes.Count;
            if (k < columns)
                continue;
            k = 0;
            g += stride;
            w += stride;
            m += stride;
        }
    }
}
