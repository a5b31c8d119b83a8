using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Numerics;

namespace CharRnnFast.Steps;

/// <summary>
/// Gradients of weights, summed over the rows of all steps and streams: one chain in each group of streams, t ascending, within t streams
/// ascending; then group g adds group g + k for k = 1, 2, 4 ... wherever g is a multiple of 2 k; of several streams the mean. And the
/// updates from them.
/// </summary>
internal static unsafe class WeightGradients<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>The gradient of some rows of weights, unclipped, into the thread's strip.</summary>
    /// <param name="routines">Of the width of the weights.</param>
    /// <param name="b">The step.</param>
    /// <param name="w">The weights.</param>
    /// <param name="row">First row.</param>
    /// <param name="rows">Rows, at most those of a strip.</param>
    /// <returns>The first row of the gradient.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float* Compute(WidthRoutines routines, in Buffers b, in WeightMatrix w, int row, int rows)
    {
        // Gradients of 2^k groups each that are not yet added up, in order of falling k.
        float* first = b.Strip + (w.IsVocabWide ? (nint)b.StripRows * b.HiddenStride : 0), last = first;
        nint next = b.StripFloats;
        ComputeGroup(routines, b, w, 0, row, first, rows);
        for (int group = 1; group < b.Shape.Groups; group++)
        {
            last += next;
            ComputeGroup(routines, b, w, group, row, last, rows);
            for (int added = group; (added & 1) != 0; added >>= 1, last -= next)
                AddRows(routines, last, last - next, rows);
        }

        for (; last != first; last -= next)
            AddRows(routines, last, last - next, rows);
        if (b.Shape.BatchSize != 1)
            Elementwise<TLanes, TVector>.Scale(first, routines.Stride, routines.Columns, 1f / b.Shape.BatchSize, rows);
        return first;
    }

    /// <summary>
    /// Gradient, clip and Adagrad of rows of a matrix of one group: the gradient of some rows is in L1 while the next rows' is summed, and
    /// is applied meanwhile.
    /// </summary>
    /// <param name="routines">Of the width of the weights.</param>
    /// <param name="b">The step.</param>
    /// <param name="matrix">The weights.</param>
    /// <param name="row">First row.</param>
    /// <param name="rows">Rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UpdateFused(WidthRoutines routines, in Buffers b, in WeightMatrix matrix, int row, int rows)
    {
        int tall = routines.UpdateRows, terms = b.Rows;
        nint stride = routines.Stride, registers = Elementwise<TLanes, TVector>.Registers(routines.Columns);
        nint termStep = matrix.Left.Stride, first = row * stride;
        float* a = matrix.Left.Of(b.Shape.Group(0)) + row, right = matrix.Right.Of(b.Shape.Group(0));
        float* w = matrix.Weights.Values + first, m = matrix.Weights.Memory + first;
        float* strip = b.Strip, other = strip + (tall * stride);
        PendingUpdate pending = new() { Settings = b.Settings };
        Adagrad<TLanes, TVector>.Broadcast(b.Settings, b.LearningRate, b.Clip);
        for (int taken; rows > 0; rows -= taken, a += taken, w += taken * stride, m += taken * stride)
        {
            taken = Math.Min(rows, tall);
            if (taken == tall)
                routines.Update(a, termStep, terms, right, strip, ref pending);
            else
                Sum(routines, a, termStep, terms, right, strip, taken, b.Zero);
            if (b.Shape.BatchSize != 1)
                Elementwise<TLanes, TVector>.Scale(strip, stride, routines.Columns, 1f / b.Shape.BatchSize, taken);
            if (pending.Registers != 0)
                Adagrad<TLanes, TVector>.Finish(routines, pending);
            pending.Gradient = strip;
            pending.Weights = w;
            pending.Memory = m;
            pending.Column = 0;
            pending.Registers = taken * registers;
            strip = other;
            other = pending.Gradient;
        }

        Adagrad<TLanes, TVector>.Finish(routines, pending);
    }

    // The chain of one group.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeGroup(WidthRoutines routines, in Buffers b, in WeightMatrix w, int index, int row, float* c, int rows)
    {
        StreamGroup group = b.Shape.Group(index);
        if (w.IsBySymbol)
            SumBySymbol(routines, b, w, index, row, c, rows);
        else
            Sum(
                routines, w.Left.Of(group) + row, w.Left.Stride, b.Shape.SequenceLength * group.Count, w.Right.Of(group), c, rows, b.Zero);
    }

    // c[r] = the sum over k of a[r + k * termStep] * right[k].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(
        WidthRoutines routines, float* a, nint termStep, nint terms, float* right, float* c, int rows, float* zero) =>
        LongProduct.Compute(routines, a, 1, termStep, terms, right, zero, c, rows);

    // c[r] = the sum of the rows at which symbol row + r was fed in.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumBySymbol(WidthRoutines routines, in Buffers b, in WeightMatrix w, int index, int row, float* c, int rows)
    {
        nint stride = routines.Stride, first = (nint)b.Shape.SequenceLength * b.Shape.Group(index).First;
        int* starts = b.SymbolStarts + ((nint)index * (b.VocabSize + 1));
        float* right = w.Right.Of(b.Shape.Group(0));
        for (int symbol = row; symbol < row + rows; symbol++, c += stride)
            SumRows(right, stride, b.SymbolRows + first + starts[symbol], starts[symbol + 1] - starts[symbol], c, routines.Columns);
    }

    /// <summary>sum = the sum of some rows of x, one after another from +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SumRows(float* x, nint stride, int* rows, int count, float* sum, nint columns)
    {
        for (nint k = 0; k < columns; k += TLanes.Count)
        {
            TVector total = TLanes.Broadcast(0);
            for (int i = 0; i < count; i++)
                total = TLanes.Add(total, TLanes.Load(x + (rows[i] * stride) + k));
            TLanes.Store(sum + k, total);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows(WidthRoutines routines, float* x, float* y, int rows)
    {
        nint stride = routines.Stride;
        for (; rows > 0; rows--, x += stride, y += stride)
            Elementwise<TLanes, TVector>.Add(x, y, y, routines.Columns);
    }
}
