using System.Runtime.CompilerServices;
using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>Derivatives of the nonlinear functions by their results.</summary>
internal static class Slopes<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>1 - y*y = fma(-y, y, 1): of y = tanh(a) by a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfTanh(TVector y) => TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Broadcast(0), y), y, TLanes.Broadcast(1));

    /// <summary>y (1 - y) = fma(-y, y, y): of y = σ(a) by a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfLogistic(TVector y) => TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Broadcast(0), y), y, y);
}
