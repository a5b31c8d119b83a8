using System.Runtime.CompilerServices;
using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>
/// What one GRU step computes element by element, one register at a time; r, z, n and q = Un h' + bu stand a step apart.
/// </summary>
internal static unsafe class GruGates<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>Pre-activations become r = σ(r), z = σ(z), n = tanh(fma(r, q, n)); h = fma(z, h' - n, n).</summary>
    /// <param name="gates">The row of r.</param>
    /// <param name="gateStep">Floats to the same row of the next array.</param>
    /// <param name="previous">h'.</param>
    /// <param name="hidden">Receives h.</param>
    /// <param name="columns">Columns computed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(float* gates, nint gateStep, float* previous, float* hidden, nint columns)
    {
        // A pass for each: all in one loop would not fit 16 registers.
        Elementwise<TLanes, TVector>.Logistic(gates, columns);
        Elementwise<TLanes, TVector>.Logistic(gates + gateStep, columns);
        Combine(gates, gateStep, previous, hidden, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Combine(float* gates, nint gateStep, float* previous, float* hidden, nint columns)
    {
        float* update = gates + gateStep, candidate = update + gateStep, product = candidate + gateStep;
        for (nint k = 0; k < columns; k += TLanes.Count)
        {
            TVector n = ElementaryFunctions.Tanh<TLanes, TVector>(
                TLanes.MultiplyAdd(TLanes.Load(gates + k), TLanes.Load(product + k), TLanes.Load(candidate + k)));
            TLanes.Store(candidate + k, n);
            TLanes.Store(hidden + k, TLanes.MultiplyAdd(TLanes.Load(update + k), TLanes.Subtract(TLanes.Load(previous + k), n), n));
        }
    }

    /// <summary>
    /// Gates become the gradients of their pre-activations, q its own. With s(x) = fma(-x, x, x), the slope of σ:
    /// dn = fma(-n, n, 1) * (dh * (1 - z)), dz = s(z) * (dh * (h' - n)), dr = s(r) * (dn * q), dq = dn * r;
    /// the gradient into h' = fma(dh, z, what came from above).
    /// </summary>
    /// <param name="gates">The row of r.</param>
    /// <param name="gateStep">Floats to the same row of the next array.</param>
    /// <param name="previous">h'.</param>
    /// <param name="dHidden">dh.</param>
    /// <param name="dPrevious">The gradient into h'; of the first step any row that is not read again.</param>
    /// <param name="columns">Columns computed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward(float* gates, nint gateStep, float* previous, float* dHidden, float* dPrevious, nint columns)
    {
        float* update = gates + gateStep, candidate = update + gateStep, product = candidate + gateStep;
        for (nint k = 0; k < columns; k += TLanes.Count)
        {
            TVector dh = TLanes.Load(dHidden + k), r = TLanes.Load(gates + k), z = TLanes.Load(update + k);
            TVector n = TLanes.Load(candidate + k), q = TLanes.Load(product + k);
            TVector kept = TLanes.Subtract(TLanes.Broadcast(1), z);
            TVector dn = TLanes.Multiply(Slopes<TLanes, TVector>.OfTanh(n), TLanes.Multiply(dh, kept));
            TVector dz = TLanes.Multiply(dh, TLanes.Subtract(TLanes.Load(previous + k), n));
            TLanes.Store(candidate + k, dn);
            TLanes.Store(update + k, TLanes.Multiply(Slopes<TLanes, TVector>.OfLogistic(z), dz));
            TLanes.Store(gates + k, TLanes.Multiply(Slopes<TLanes, TVector>.OfLogistic(r), TLanes.Multiply(dn, q)));
            TLanes.Store(product + k, TLanes.Multiply(dn, r));
            TLanes.Store(dPrevious + k, TLanes.MultiplyAdd(dh, z, TLanes.Load(dPrevious + k)));
        }
    }
}
