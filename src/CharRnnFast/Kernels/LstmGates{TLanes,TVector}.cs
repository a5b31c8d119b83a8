using System.Runtime.CompilerServices;
using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>What one LSTM step computes element by element, one register at a time; gates i f g o stand a step apart.</summary>
internal static unsafe class LstmGates<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>
    /// Pre-activations become i = σ(i), f = σ(f), g = tanh(g), o = σ(o); c = fma(f, c', i * g), h = o * tanh(c).
    /// </summary>
    /// <param name="gates">The row of i.</param>
    /// <param name="gateStep">Floats to the same row of the next gate.</param>
    /// <param name="previousCell">c'.</param>
    /// <param name="cell">Receives c.</param>
    /// <param name="tanhCell">Receives tanh(c).</param>
    /// <param name="hidden">Receives h.</param>
    /// <param name="columns">Columns computed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        float* gates, nint gateStep, float* previousCell, float* cell, float* tanhCell, float* hidden, nint columns)
    {
        // A pass for each: all in one loop would not fit 16 registers.
        float* forget = gates + gateStep, candidate = forget + gateStep, output = candidate + gateStep;
        Elementwise<TLanes, TVector>.Logistic(gates, columns);
        Elementwise<TLanes, TVector>.Logistic(forget, columns);
        Elementwise<TLanes, TVector>.Tanh(candidate, columns, ascending: true);
        Elementwise<TLanes, TVector>.Logistic(output, columns);
        Combine(gates, gateStep, previousCell, cell, tanhCell, hidden, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Combine(
        float* gates, nint gateStep, float* previousCell, float* cell, float* tanhCell, float* hidden, nint columns)
    {
        float* forget = gates + gateStep, candidate = forget + gateStep, output = candidate + gateStep;
        for (nint k = 0; k < columns; k += TLanes.Count)
        {
            TVector added = TLanes.Multiply(TLanes.Load(gates + k), TLanes.Load(candidate + k));
            TVector c = TLanes.MultiplyAdd(TLanes.Load(forget + k), TLanes.Load(previousCell + k), added);
            TLanes.Store(cell + k, c);
            TVector t = ElementaryFunctions.Tanh<TLanes, TVector>(c);
            TLanes.Store(tanhCell + k, t);
            TLanes.Store(hidden + k, TLanes.Multiply(TLanes.Load(output + k), t));
        }
    }

    /// <summary>
    /// Gates become the gradients of their pre-activations. With s(x) = fma(-x, x, x), the slope of σ, and t = tanh(c):
    /// dc = fma(dh * o, fma(-t, t, 1), dc from the step after); do = s(o) * (dh * t), di = s(i) * (dc * g), df = s(f) * (dc * c'),
    /// dg = fma(-g, g, 1) * (dc * i); dc for the step before = dc * f.
    /// </summary>
    /// <param name="gates">The row of i.</param>
    /// <param name="gateStep">Floats to the same row of the next gate.</param>
    /// <param name="previousCell">c'.</param>
    /// <param name="tanhCell">t.</param>
    /// <param name="dHidden">dh.</param>
    /// <param name="dCell">dc from the step after, and for the step before.</param>
    /// <param name="columns">Columns computed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward(
        float* gates, nint gateStep, float* previousCell, float* tanhCell, float* dHidden, float* dCell, nint columns)
    {
        float* forget = gates + gateStep, candidate = forget + gateStep, output = candidate + gateStep;
        for (nint k = 0; k < columns; k += TLanes.Count)
        {
            TVector dh = TLanes.Load(dHidden + k), o = TLanes.Load(output + k), t = TLanes.Load(tanhCell + k);
            TVector dc = TLanes.MultiplyAdd(
                TLanes.Multiply(dh, o), Slopes<TLanes, TVector>.OfTanh(t), TLanes.Load(dCell + k));
            TVector i = TLanes.Load(gates + k), f = TLanes.Load(forget + k), g = TLanes.Load(candidate + k);
            TVector outputSlope = Slopes<TLanes, TVector>.OfLogistic(o), inputSlope = Slopes<TLanes, TVector>.OfLogistic(i);
            TVector forgetSlope = Slopes<TLanes, TVector>.OfLogistic(f), candidateSlope = Slopes<TLanes, TVector>.OfTanh(g);
            TLanes.Store(output + k, TLanes.Multiply(outputSlope, TLanes.Multiply(dh, t)));
            TLanes.Store(gates + k, TLanes.Multiply(inputSlope, TLanes.Multiply(dc, g)));
            TLanes.Store(forget + k, TLanes.Multiply(forgetSlope, TLanes.Multiply(dc, TLanes.Load(previousCell + k))));
            TLanes.Store(candidate + k, TLanes.Multiply(candidateSlope, TLanes.Multiply(dc, i)));
            TLanes.Store(dCell + k, TLanes.Multiply(dc, f));
        }
    }
}
