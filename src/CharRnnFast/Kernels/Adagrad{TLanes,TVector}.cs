using System.Runtime.CompilerServices;
using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>
/// Clip and Adagrad, element by element: g clipped to [-clip, clip], a NaN passes; m = g*g + m; w = w - (rate * g) / sqrt(m + 1e-8).
/// </summary>
/// <remarks>
/// 20 bytes of traffic a weight. What is the same for all weights comes from memory: in the loop of an outer product the sums leave no
/// register for it.
/// </remarks>
public static unsafe class Adagrad<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>One register of weights.</summary>
    /// <param name="g">A row of the gradient.</param>
    /// <param name="w">The row of weights.</param>
    /// <param name="m">The row of their memory.</param>
    /// <param name="k">The register's first column.</param>
    /// <param name="settings">Clip, -clip, learning rate and epsilon, each in every lane of a register.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UpdateRegister(float* g, float* w, float* m, nint k, float* settings)
    {
        TVector gradient = TLanes.Max(TLanes.Load(settings + TLanes.Count), TLanes.Min(TLanes.Load(settings), TLanes.Load(g + k)));
        TVector memory = TLanes.MultiplyAdd(gradient, gradient, TLanes.Load(m + k));
        TVector root = TLanes.SquareRoot(TLanes.Add(memory, TLanes.Load(settings + (3 * TLanes.Count))));
        TVector update = TLanes.Divide(TLanes.Multiply(TLanes.Load(settings + (2 * TLanes.Count)), gradient), root);
        TLanes.Store(m + k, memory);
        TLanes.Store(w + k, TLanes.Subtract(TLanes.Load(w + k), update));
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
    internal static void UpdateRows(WidthRoutines routines, float* g, float* w, float* m, int rows, float* settings)
    {
        nint stride = routines.Stride, columns = routines.Columns;
        for (; rows > 0; rows--, g += stride, w += stride, m += stride)
            for (nint k = 0; k < columns; k += TLanes.Count)
                UpdateRegister(g, w, m, k, settings);
    }

    /// <summary>The registers that are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Finish(WidthRoutines routines, in PendingUpdate pending)
    {
        float* g = pending.Gradient, w = pending.Weights, m = pending.Memory, settings = pending.Settings;
        nint k = pending.Column, stride = routines.Stride, columns = routines.Columns;
        for (nint registers = pending.Registers; registers > 0; registers--)
        {
            UpdateRegister(g, w, m, k, settings);
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
