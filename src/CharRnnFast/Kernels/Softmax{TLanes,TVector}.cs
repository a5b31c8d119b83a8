using System.Runtime.CompilerServices;
using CharRnnFast.Numerics;

namespace CharRnnFast.Kernels;

/// <summary>
/// Softmax over rows of logits: e = exp(y - max), z = lane sum of e, p = e * (1/z). Each pass goes over all rows: rows do not wait for each
/// other, where one row's maximum, exponentials, sum and quotients do.
/// </summary>
internal static unsafe class Softmax<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    // A lane sum has 16 lanes on every instruction set.
    private const int SumLanes = 16;

    /// <summary>y = softmax(y).</summary>
    /// <param name="y">First row.</param>
    /// <param name="stride">Floats between rows.</param>
    /// <param name="columns">Columns of a row; beyond V they hold minus infinity.</param>
    /// <param name="maxima">Receives each row's largest element.</param>
    /// <param name="sums">Receives each row's sum of exponentials.</param>
    /// <param name="rows">Rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(float* y, nint stride, nint columns, float* maxima, float* sums, int rows)
    {
        Maxima(y, stride, columns, maxima, rows);
        Normalize(y, stride, columns, maxima, sums, rows);
    }

    /// <summary>y = softmax(y) - onehot(target) and the loss -ln p[target] = ln z - (y[target] - max), in float64.</summary>
    /// <inheritdoc cref="Apply"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CrossEntropy(float* y, nint stride, nint columns, int* targets, double* losses, float* maxima, float* sums, int rows)
    {
        Maxima(y, stride, columns, maxima, rows);
        for (int row = 0; row < rows; row++)
            losses[row] = (double)y[(row * stride) + targets[row]] - maxima[row];
        Normalize(y, stride, columns, maxima, sums, rows);
        for (int row = 0; row < rows; row++)
        {
            y[(row * stride) + targets[row]] -= 1;
            losses[row] = ElementaryFunctions.NaturalLogarithm(sums[row]) - losses[row];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalize(float* y, nint stride, nint columns, float* maxima, float* sums, int rows)
    {
        Exponentials(y, stride, columns, maxima, rows);
        Sums(y, stride, columns, sums, rows);
        Divide(y, stride, columns, sums, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Maxima(float* y, nint stride, nint columns, float* maxima, int rows)
    {
        MaskPadding(y, stride, columns, rows);
        for (int row = 0; row < rows; row++, y += stride)
        {
            TVector largest = TLanes.Load(y);
            for (nint k = TLanes.Count; k < columns; k += TLanes.Count)
                largest = TLanes.Max(largest, TLanes.Load(y + k));
            maxima[row] = TLanes.Max(largest);
        }
    }

    // Where the last register reaches beyond the columns, which a product leaves alone: minus infinity is no maximum, and its exponential
    // +0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MaskPadding(float* y, nint stride, nint columns, int rows)
    {
        if (TLanes.Count <= Lanes8.Count || columns % TLanes.Count == 0)
            return;
        for (int row = 0; row < rows; row++)
            Lanes8.Store(y + (row * stride) + columns, Lanes8.Broadcast(float.NegativeInfinity));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Exponentials(float* y, nint stride, nint columns, float* maxima, int rows)
    {
        for (int row = 0; row < rows; row++, y += stride)
        {
            TVector maximum = TLanes.Broadcast(maxima[row]);
            for (nint k = 0; k < columns; k += TLanes.Count)
                TLanes.Store(y + k, ElementaryFunctions.Exp<TLanes, TVector>(TLanes.Subtract(TLanes.Load(y + k), maximum)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sums(float* y, nint stride, nint columns, float* sums, int rows)
    {
        for (int row = 0; row < rows; row++, y += stride)
            sums[row] = TLanes.Count == 1 ? ScalarLaneSum(y, columns) : LaneSum(y, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Divide(float* y, nint stride, nint columns, float* sums, int rows)
    {
        for (int row = 0; row < rows; row++, y += stride)
        {
            TVector factor = TLanes.Broadcast(1 / sums[row]);
            for (nint k = 0; k < columns; k += TLanes.Count)
                TLanes.Store(y + k, TLanes.Multiply(TLanes.Load(y + k), factor));
        }
    }

    // Lane l of 16 takes the elements whose index is l modulo 16, ascending: in one register, two or four. The last 8 columns may be half
    // of the lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LaneSum(float* row, nint columns)
    {
        TVector s0 = TLanes.Broadcast(0), s1 = s0, s2 = s0, s3 = s0;
        for (nint k = 0; k < columns; k += SumLanes)
        {
            s0 = TLanes.Add(s0, TLanes.Load(row + k));
            if (TLanes.Count == 4)
                s1 = TLanes.Add(s1, TLanes.Load(row + k + 4));
            if (TLanes.Count == SumLanes || k + 8 == columns)
                continue;
            if (TLanes.Count == 8)
                s1 = TLanes.Add(s1, TLanes.Load(row + k + 8));
            if (TLanes.Count == 4)
            {
                s2 = TLanes.Add(s2, TLanes.Load(row + k + 8));
                s3 = TLanes.Add(s3, TLanes.Load(row + k + 12));
            }
        }

        if (TLanes.Count == 4)
            (s0, s1) = (TLanes.Add(s0, s2), TLanes.Add(s1, s3));
        return TLanes.Sum(TLanes.Count == SumLanes ? s0 : TLanes.Add(s0, s1));
    }

    private static float ScalarLaneSum(float* row, nint columns)
    {
        float* s = stackalloc float[SumLanes];
        new Span<float>(s, SumLanes).Clear();
        for (nint k = 0; k < columns; k++)
            s[k % SumLanes] += row[k];
        for (int half = SumLanes / 2; half >= 1; half /= 2)
            for (int lane = 0; lane < half; lane++)
                s[lane] += s[lane + half];
        return s[0];
    }
}
