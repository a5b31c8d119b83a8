using System.Diagnostics.CodeAnalysis;

namespace CharRnnFast.Numerics;

/// <summary>
/// Float32 arithmetic on as many lanes as one register holds: what an elementwise routine needs to be written once for all instruction
/// sets. Every operation rounds once, as IEEE 754 says, so equal inputs give equal bits on each implementation.
/// </summary>
/// <typeparam name="TVector">The register: <see cref="float"/> or a vector of them.</typeparam>
public unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floats in a register.</summary>
    static abstract int Count { get; }

    /// <summary>The <see cref="Count"/> floats at an address, which needs no alignment.</summary>
    static abstract TVector Load(float* address);

    /// <summary>Writes <see cref="Count"/> floats to an address, which needs no alignment.</summary>
    static abstract void Store(float* address, TVector value);

    /// <summary>The same value in every lane.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a - b.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a * b.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a / b, correctly rounded.</summary>
    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>Square root, correctly rounded.</summary>
    static abstract TVector SquareRoot(TVector a);

    /// <summary>a without its sign.</summary>
    static abstract TVector Absolute(TVector a);

    /// <summary>a * b + c with one rounding.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The smaller of both; a NaN in <paramref name="x"/> passes through. <paramref name="bound"/> is neither NaN nor 0.</summary>
    static abstract TVector Min(TVector bound, TVector x);

    /// <summary>The larger of both; a NaN in <paramref name="x"/> passes through. <paramref name="bound"/> is neither NaN nor 0.</summary>
    static abstract TVector Max(TVector bound, TVector x);

    /// <summary>The end of a lane sum: the upper half of the lanes is added to the lower one until one lane is left.</summary>
    static abstract float Sum(TVector a);

    /// <summary>The largest lane; NaNs may be passed over.</summary>
    static abstract float Max(TVector a);

    /// <summary>The bit patterns as 32-bit integers, shifted left; 0 to 31 bits.</summary>
    static abstract TVector ShiftLeftBits(TVector a, [ConstantExpected(Max = (byte)31)] byte bits);

    /// <summary>+0 where x is less than bound, otherwise (also for a NaN) value.</summary>
    static abstract TVector ZeroWhereLess(TVector value, TVector x, TVector bound);
}
