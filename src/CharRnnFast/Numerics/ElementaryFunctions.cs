using System.Runtime.CompilerServices;

namespace CharRnnFast.Numerics;

/// <summary>
/// The project's own tanh, exp and ln: one sequence of IEEE operations for all instruction sets and systems, where the platform's functions
/// differ in their last bits. Float32 lanes here, float64 in the other part.
/// </summary>
internal static partial class ElementaryFunctions
{
    /// <summary>tanh, within 5 units in the last place of float32, never beyond ±1; ±0 and NaN are kept.</summary>
    /// <remarks>
    /// Odd rational x P(x²) / Q(x²), constant terms 1. tests/CharRnnFast.Tests/Numerics/fit_coefficients.py makes the coefficients.
    /// From ±9.02 on the result is ±1, the nearest float32 to tanh.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        x = Clamp<TLanes, TVector>(x, 9.02f);
        TVector y = TLanes.Multiply(x, x);
        TVector z = TLanes.Multiply(y, y);
        TVector p = QuarticOf<TLanes, TVector>(y, z, 0.133850038f, 0.00350013701f, 2.067678e-05f, 1.34348372e-08f);
        TVector q = QuarticOf<TLanes, TVector>(y, z, 0.467183232f, 0.0258947462f, 0.000329276634f, 7.81225992e-07f);

        // The clamp to ±1 before the division: with constants for it, AVX2 would keep one of them on the stack.
        TVector low = TLanes.Subtract(TLanes.Broadcast(0), q);
        return TLanes.Divide(TLanes.Max(low, TLanes.Min(q, TLanes.Multiply(x, p))), q);
    }

    /// <summary>
    /// exp for x up to 0, within 1 unit in the last place of float32; exactly 1 at ±0, exactly +0 at minus infinity and where the result
    /// would be below the smallest normal number; NaN is kept.
    /// </summary>
    /// <remarks>
    /// x = n ln 2 + r, exp(x) = 2^n (1 + r + r² G(r)). Adding 1.5 * 2^23 rounds x log2 e to the integer n in the low bits of the sum;
    /// with 127 added too, those bits are already the biased exponent of 2^n. Coefficients of G: fit_coefficients.py, as above.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        TVector shift = TLanes.Broadcast(12582912f + 127f);
        TVector biased = TLanes.MultiplyAdd(x, TLanes.Broadcast(1.442695f), shift);
        TVector n = TLanes.Subtract(biased, shift);

        // ln 2 in two parts; with the FMA the first subtraction is exact.
        TVector r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-0.6931472f), x);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(1.9046542e-09f), r);

        TVector g = TLanes.MultiplyAdd(TLanes.Broadcast(0.0013751407f), r, TLanes.Broadcast(0.008368916f));
        g = TLanes.MultiplyAdd(g, r, TLanes.Broadcast(0.041669533f));
        g = TLanes.MultiplyAdd(g, r, TLanes.Broadcast(0.16666518f));
        g = TLanes.MultiplyAdd(g, r, TLanes.Broadcast(0.49999988f));
        g = TLanes.MultiplyAdd(g, r, TLanes.Broadcast(1f));
        g = TLanes.MultiplyAdd(g, r, TLanes.Broadcast(1f));

        TVector result = TLanes.Multiply(g, TLanes.ShiftLeftBits(biased, 23));
        return TLanes.ZeroWhereLess(result, x, TLanes.Broadcast(-87.33654f));
    }

    // 1 + c1 y + c2 y^2 + c3 y^3 + c4 y^4 by Estrin's scheme, z = y^2: three FMAs deep where Horner's takes four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector QuarticOf<TLanes, TVector>(TVector y, TVector z, float c1, float c2, float c3, float c4)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        TVector low = TLanes.MultiplyAdd(TLanes.Broadcast(c1), y, TLanes.Broadcast(1f));
        TVector high = TLanes.MultiplyAdd(TLanes.Broadcast(c3), y, TLanes.Broadcast(c2));
        high = TLanes.MultiplyAdd(TLanes.Broadcast(c4), z, high);
        return TLanes.MultiplyAdd(high, z, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Clamp<TLanes, TVector>(TVector x, float bound)
        where TLanes : ILanes<TVector>
        where TVector : struct =>
        TLanes.Max(TLanes.Broadcast(-bound), TLanes.Min(TLanes.Broadcast(bound), x));
}
