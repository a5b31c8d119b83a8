using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Numerics;

namespace CharRnnFast.Steps;

/// <summary>
/// Gradients of weights: outer products of two activations, summed over the rows of all steps and streams, t ascending, within t streams
/// ascending; of several streams the mean. And the updates from them.
/// </summary>
internal static unsafe class WeightGradients<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    // Terms summed at a time over the activations; the sums are stored and loaded again between. Without such blocks 1024 columns and 1600
    // rows take 50 ms in place of 33 (Zen 4): panels of them do not fit L2, nor their pages the buffers of addresses.
    private const int TermsAtOnce = 256;

    /// <summary>c[r] = the mean over streams of the sum over k of a[r + k * termStep] * right[k].</summary>
    /// <param name="routines">Of the width of <paramref name="right"/> and <paramref name="c"/>.</param>
    /// <param name="b">Its rows give the terms.</param>
    /// <param name="a">First element of the left factor.</param>
    /// <param name="termStep">Floats to its next term.</param>
    /// <param name="right">First row of the right factor.</param>
    /// <param name="c">Receives the gradient.</param>
    /// <param name="rows">Its rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(WidthRoutines routines, in Buffers b, float* a, nint termStep, float* right, float* c, int rows)
    {
        nint stride = routines.Stride;
        routines.Product(a, 1, termStep, Math.Min(b.Rows, TermsAtOnce), right, stride, b.Zero, 0, c, stride, rows);
        for (nint k = TermsAtOnce; k < b.Rows; k += TermsAtOnce)
            routines.Product(
                a + (k * termStep), 1, termStep, Math.Min(b.Rows - k, TermsAtOnce), right + (k * stride), stride,
                c, stride, c, stride, rows);
        if (b.BatchSize != 1)
            Average(routines, b, c, rows);
    }

    /// <summary>The gradient of a bias: the sum of the rows that it was added to, as a product with a factor of 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumRows(WidthRoutines routines, in Buffers b, float* addends, float* sum)
    {
        float one = 1;
        Compute(routines, b, &one, 0, addends, sum, 1);
    }

    /// <summary>
    /// Gradient, clip and Adagrad of rows of weights: the gradient of some rows is in L1 while the next rows' is summed, and is applied
    /// meanwhile.
    /// </summary>
    /// <param name="routines">Of the width of the weights.</param>
    /// <param name="b">Its rows give the terms, its strip holds the gradients.</param>
    /// <param name="a">First element of the left factor.</param>
    /// <param name="termStep">Floats to its next term.</param>
    /// <param name="right">First row of the right factor.</param>
    /// <param name="w">First row of weights.</param>
    /// <param name="m">First row of their memory.</param>
    /// <param name="rows">Rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(WidthRoutines routines, in Buffers b, float* a, nint termStep, float* right, float* w, float* m, int rows)
    {
        int tall = routines.UpdateRows, terms = b.Rows;
        nint stride = routines.Stride, registers = Elementwise<TLanes, TVector>.Registers(routines.Columns);
        float* strip = b.Strip, other = strip + (tall * stride);
        PendingUpdate pending = new() { Settings = b.Settings };
        Adagrad<TLanes, TVector>.Broadcast(b.Settings, b.LearningRate, b.Clip);
        for (int taken; rows > 0; rows -= taken, a += taken, w += taken * stride, m += taken * stride)
        {
            taken = Math.Min(rows, tall);
            if (taken == tall)
            {
                routines.Update(a, termStep, terms, right, strip, ref pending);
                if (b.BatchSize != 1)
                    Average(routines, b, strip, taken);
            }
            else
            {
                Compute(routines, b, a, termStep, right, strip, taken);
            }

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

    /// <summary>DWxh[x_t]: sums of da. Only the rows of symbols that occur are touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ComputeInput(WidthRoutines routines, in Buffers b)
    {
        for (int row = 0; row < b.Rows; row++)
        {
            int symbol = b.Inputs[row];
            float* sum = b.HiddenRow(b.DWxh, symbol);
            Elementwise<TLanes, TVector>.Add(b.Marks[symbol] == 0 ? b.Zero : sum, b.HiddenRow(b.DActivation, row), sum, routines.Columns);
            b.Marks[symbol] = 1;
        }

        for (int row = 0; row < b.Rows; row++)
        {
            int symbol = b.Inputs[row];
            if (b.Marks[symbol] != 0 && b.BatchSize != 1)
                Average(routines, b, b.HiddenRow(b.DWxh, symbol), 1);
            b.Marks[symbol] = 0;
        }
    }

    /// <summary>Adagrad of each row of Wxh that occurs, once; for all others it would change nothing, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UpdateInput(WidthRoutines routines, in Buffers b)
    {
        for (int row = 0; row < b.Rows; row++)
        {
            int symbol = b.Inputs[row];
            if (b.Marks[symbol] != 0)
                continue;
            b.Marks[symbol] = 1;
            Adagrad<TLanes, TVector>.UpdateRows(
                routines, b.HiddenRow(b.DWxh, symbol), b.HiddenRow(b.Wxh, symbol), b.HiddenRow(b.MWxh, symbol), 1, b.Settings);
        }

        for (int row = 0; row < b.Rows; row++)
            b.Marks[b.Inputs[row]] = 0;
    }

    // The mean over several streams of a sum over them: g = g * (1/B).
    private static void Average(WidthRoutines routines, in Buffers b, float* g, int rows) =>
        Elementwise<TLanes, TVector>.Scale(g, routines.Stride, routines.Columns, 1f / b.BatchSize, rows);
}
