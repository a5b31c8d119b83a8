using System.Runtime.CompilerServices;
using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>
/// Clip and Adam, element by element: g clipped to [-clip, clip], a NaN passes; m = fma(0.9, m, 0.1 * g), v = fma(0.999, v, 0.001 * (g*g)),
/// each +0 where it is below 1e-30 in size; w = w - (step * m) / fma(sqrt(v), root, 1e-8).
/// </summary>
internal static unsafe class Adam<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    // Smaller values would end as denormals, which took 3.4 times as long.
    private const float Smallest = 1e-30f;

    /// <summary>Rows of weights.</summary>
    /// <param name="g">Their gradient.</param>
    /// <param name="w">The weights.</param>
    /// <param name="m">Their mean gradients.</param>
    /// <param name="v">Their mean squares.</param>
    /// <param name="floats">Elements of all rows, padding included: a multiple of the lanes, as strides are.</param>
    /// <param name="clip">The bound of g.</param>
    /// <param name="step">The learning rate over 1 - 0.9^n.</param>
    /// <param name="root">1 over the root of 1 - 0.999^n.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Update(float* g, float* w, float* m, float* v, nint floats, float clip, float step, float root)
    {
        TVector high = TLanes.Broadcast(clip), low = TLanes.Broadcast(-clip), smallest = TLanes.Broadcast(Smallest);
        TVector steps = TLanes.Broadcast(step), roots = TLanes.Broadcast(root);
        for (nint k = 0; k < floats; k += TLanes.Count)
        {
            TVector gradient = TLanes.Max(low, TLanes.Min(high, TLanes.Load(g + k)));
            TVector mean = TLanes.MultiplyAdd(
                TLanes.Broadcast(0.9f), TLanes.Load(m + k), TLanes.Multiply(TLanes.Broadcast(0.1f), gradient));
            TVector square = TLanes.MultiplyAdd(
                TLanes.Broadcast(0.999f), TLanes.Load(v + k),
                TLanes.Multiply(TLanes.Broadcast(0.001f), TLanes.Multiply(gradient, gradient)));
            mean = TLanes.ZeroWhereLess(mean, TLanes.Absolute(mean), smallest);
            square = TLanes.ZeroWhereLess(square, square, smallest);
            TLanes.Store(m + k, mean);
            TLanes.Store(v + k, square);
            TVector divisor = TLanes.MultiplyAdd(TLanes.SquareRoot(square), roots, TLanes.Broadcast(1e-8f));
            TLanes.Store(w + k, TLanes.Subtract(TLanes.Load(w + k), TLanes.Divide(TLanes.Multiply(steps, mean), divisor)));
        }
    }
}
