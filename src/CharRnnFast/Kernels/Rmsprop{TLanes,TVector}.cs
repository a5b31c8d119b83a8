using System.Runtime.CompilerServices;
using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>
/// Clip and RMSprop, element by element: g clipped to [-clip, clip], a NaN passes; s = fma(0.95, s, 0.05 * (g*g));
/// w = w - (learning rate * g) / (sqrt(s) + 1e-8).
/// </summary>
internal static unsafe class Rmsprop<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>Rows of weights.</summary>
    /// <param name="g">Their gradient.</param>
    /// <param name="w">The weights.</param>
    /// <param name="s">Their mean squares.</param>
    /// <param name="floats">Elements of all rows, padding included: a multiple of the lanes, as strides are.</param>
    /// <param name="clip">The bound of g.</param>
    /// <param name="learningRate">The learning rate.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Update(float* g, float* w, float* s, nint floats, float clip, float learningRate)
    {
        TVector high = TLanes.Broadcast(clip), low = TLanes.Broadcast(-clip), rates = TLanes.Broadcast(learningRate);
        for (nint k = 0; k < floats; k += TLanes.Count)
        {
            TVector gradient = TLanes.Max(low, TLanes.Min(high, TLanes.Load(g + k)));
            TVector square = TLanes.MultiplyAdd(
                TLanes.Broadcast(0.95f), TLanes.Load(s + k),
                TLanes.Multiply(TLanes.Broadcast(0.05f), TLanes.Multiply(gradient, gradient)));
            TLanes.Store(s + k, square);
            TVector divisor = TLanes.Add(TLanes.SquareRoot(square), TLanes.Broadcast(1e-8f));
            TLanes.Store(w + k, TLanes.Subtract(TLanes.Load(w + k), TLanes.Divide(TLanes.Multiply(rates, gradient), divisor)));
        }
    }
}
