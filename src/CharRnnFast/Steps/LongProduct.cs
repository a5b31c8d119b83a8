using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;

namespace CharRnnFast.Steps;

/// <summary>A matrix product over many terms: over the rows of a step, the units of a layer or the symbols of a large vocabulary.</summary>
internal static unsafe class LongProduct
{
    // Terms summed at a time; the sums are stored and loaded again between. A tile's panel of so many rows of the right factor stays in L1
    // for all rows of the left: blocks of 256 terms, which stay in L2, take 1.05 to 1.18 times as long (H = 100 to 256, B = 32, Zen 5),
    // and none at all half as much again at H = 1024 (Zen 4). Recurrences of an LSTM with H = 256, B = 50: 1.05 to 1.08.
    private const int TermsAtOnce = 64;

    // Up to so many terms are not divided.
    private const int MaxTermsAtOnce = 128;

    /// <summary>c[r] = first + sum over k of a[r * rowStep + k * termStep] * right[k], one chain for each element.</summary>
    /// <param name="routines">Of the width of c, whose rows stand at their stride.</param>
    /// <param name="a">First element of the left factor.</param>
    /// <param name="rowStep">Floats to its next row.</param>
    /// <param name="termStep">Floats to its next term.</param>
    /// <param name="terms">Terms of each sum, at least 1.</param>
    /// <param name="right">First row of the right factor, whose rows stand at the stride too.</param>
    /// <param name="first">The row that all sums begin with.</param>
    /// <param name="c">Receives the sums.</param>
    /// <param name="rows">Rows of c.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute(
        WidthRoutines routines, float* a, nint rowStep, nint termStep, nint terms, float* right, float* first, float* c, int rows) =>
        Compute(routines, a, rowStep, termStep, terms, right, routines.Stride, first, 0, c, routines.Stride, rows);

    /// <summary>The same with all steps given, as <see cref="WidthRoutines.Product"/> takes them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(
        WidthRoutines routines, float* a, nint rowStep, nint termStep, nint terms, float* right, nint rightStep,
        float* start, nint startStep, float* c, nint cStep, int rows)
    {
        nint atOnce = rows == 1 || terms <= MaxTermsAtOnce ? terms : TermsAtOnce;
        for (nint k = 0; k < terms; k += atOnce, start = c, startStep = cStep)
            routines.Product(
                a + (k * termStep), rowStep, termStep, Math.Min(terms - k, atOnce), right + (k * rightStep), rightStep,
                start, startStep, c, cStep, rows);
    }
}
