using System.Runtime.CompilerServices;
using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>
/// Loops over the elements of rows, written once for all instruction sets: whole registers until the columns are covered, so that the last
/// may take some of the row's padding.
/// </summary>
internal static unsafe class Elementwise<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    // Without inlining too: loops so short that the compiler might copy them into their callers are measured and checked as methods of
    // their own.
    private const MethodImplOptions Apart = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>row = tanh(row), from the first register or from the last one on: what the caller reads first is there first.</summary>
    [MethodImpl(Apart)]
    public static void Tanh(float* row, nint columns, bool ascending)
    {
        nint registers = Registers(columns), step = ascending ? TLanes.Count : -TLanes.Count;
        for (row += ascending ? 0 : (registers - 1) * TLanes.Count; registers > 0; registers--, row += step)
            TLanes.Store(row, ElementaryFunctions.Tanh<TLanes, TVector>(TLanes.Load(row)));
    }

    /// <summary>row = σ(row) = fma(0.5, tanh(0.5 * row), 0.5).</summary>
    [MethodImpl(Apart)]
    public static void Logistic(float* row, nint columns)
    {
        // In passes: beside tanh's coefficients, 16 registers have no room for the factors.
        TVector half = TLanes.Broadcast(0.5f);
        for (nint k = 0; k < columns; k += TLanes.Count)
            TLanes.Store(row + k, TLanes.Multiply(half, TLanes.Load(row + k)));
        Tanh(row, columns, ascending: true);
        half = TLanes.Broadcast(0.5f);
        for (nint k = 0; k < columns; k += TLanes.Count)
            TLanes.Store(row + k, TLanes.MultiplyAdd(half, TLanes.Load(row + k), half));
    }

    /// <summary>da = (1 - h*h) * dh: the gradient through h = tanh(a), in either direction.</summary>
    [MethodImpl(Apart)]
    public static void TanhGradient(float* dh, float* h, float* da, nint columns, bool ascending)
    {
        nint registers = Registers(columns), step = ascending ? TLanes.Count : -TLanes.Count;
        for (nint k = ascending ? 0 : (registers - 1) * TLanes.Count; registers > 0; registers--, k += step)
        {
            TVector state = TLanes.Load(h + k);
            TLanes.Store(da + k, TLanes.Multiply(Slopes<TLanes, TVector>.OfTanh(state), TLanes.Load(dh + k)));
        }
    }

    /// <summary>sum = x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* x, float* y, float* sum, nint columns)
    {
        for (nint k = 0; k < columns; k += TLanes.Count)
            TLanes.Store(sum + k, TLanes.Add(TLanes.Load(x + k), TLanes.Load(y + k)));
    }

    /// <summary>y = y * factor in rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(float* y, nint stride, nint columns, float factor, int rows)
    {
        TVector factors = TLanes.Broadcast(factor);
        for (; rows > 0; rows--, y += stride)
            for (nint k = 0; k < columns; k += TLanes.Count)
                TLanes.Store(y + k, TLanes.Multiply(TLanes.Load(y + k), factors));
    }

    /// <summary>y = x * factor, +0 where the factor is 0: dropout's way up, and its gradient's way down, where y may be x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Drop(float* x, float* factors, float* y, nint columns)
    {
        for (nint k = 0; k < columns; k += TLanes.Count)
        {
            TVector factor = TLanes.Load(factors + k);
            TLanes.Store(y + k, TLanes.ZeroWhereLess(TLanes.Multiply(TLanes.Load(x + k), factor), factor, TLanes.Broadcast(1)));
        }
    }

    /// <summary>Whole registers that cover the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Registers(nint columns) => (columns + TLanes.Count - 1) / TLanes.Count;
}
