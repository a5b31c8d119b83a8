using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Numerics;

namespace CharRnnFast.Steps;

/// <summary>
/// What all cells have in common: the part of their pre-activations that does not depend on the steps before, products of one step, and
/// the gradient into the layer below. Streams are counted within the group.
/// </summary>
internal static unsafe class LayerProducts<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>
    /// Bias and input of the gates: of the first layer bias plus the symbol's row, above it a chain from the bias over the outputs below.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddInput(WidthRoutines hidden, in Buffers b, in LayerRows r, int begin, int end)
    {
        ref readonly LayerBuffers layer = ref b.Layers[r.Layer];
        nint inputStep = r.Symbols != null ? (nint)b.VocabSize * r.Stride : MatrixStep(b);
        for (int gate = 0; gate < b.Shape.Gates; gate++)
        {
            float* bias = layer.Bias.Values + (gate * r.Stride) + r.Column, w = layer.Input.Values + (gate * inputStep) + r.Column;
            float* a = r.Gates + (gate * r.GateStep);
            if (r.Symbols == null)
                MultiplyRows(hidden, b, r, begin, end, r.Input, w, bias, 0, a);
            else
                AddSymbols(hidden, r, begin, end, w, bias, a);
        }
    }

    /// <summary>
    /// The gradient into the outputs below: a chain from +0 over the gates in order, within a gate over its units ascending.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient(WidthRoutines hidden, in Buffers b, in LayerRows r, int begin, int end)
    {
        float* w = b.Layers[r.Layer].InputTransposed + r.Column, d = r.Gradients;
        MultiplyRows(hidden, b, r, begin, end, d, w, b.Zero, 0, r.DInput);
        for (int gate = 1; gate < b.Shape.Gates; gate++)
            MultiplyRows(
                hidden, b, r, begin, end, d + (gate * r.GateStep), w + (gate * MatrixStep(b)), r.DInput, r.Stride, r.DInput);
    }

    /// <summary>
    /// y = start + the sum over k of row k of w * x[k], for some rows of x, start and y; of one stream, inlined at every step.
    /// </summary>
    /// <param name="hidden">The routines.</param>
    /// <param name="b">The step.</param>
    /// <param name="w">First row of the matrix.</param>
    /// <param name="x">First factor.</param>
    /// <param name="start">What the sums begin with.</param>
    /// <param name="startStep">Floats to the next row's; 0 where one row starts all.</param>
    /// <param name="y">Receives the sums.</param>
    /// <param name="rows">Rows of x, start and y.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(WidthRoutines hidden, in Buffers b, float* w, float* x, float* start, nint startStep, float* y, int rows)
    {
        nint stride = b.HiddenStride;
        if (rows == 1)
            hidden.Chain(w, stride, x, 1, b.HiddenSize, start, y);
        else
            LongProduct.Compute(hidden, x, stride, 1, b.HiddenSize, w, stride, start, startStep, y, stride, rows);
    }

    /// <summary>Floats from the matrix of one gate to that of the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint MatrixStep(in Buffers b) => (nint)Buffers.Padded(b.HiddenSize) * b.HiddenStride;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSymbols(WidthRoutines hidden, in LayerRows r, int begin, int end, float* w, float* bias, float* a)
    {
        for (int t = 0; t < r.Steps; t++)
            for (nint row = ((nint)t * r.Streams) + begin, last = row + end - begin; row < last; row++)
                Elementwise<TLanes, TVector>.Add(w + (r.Symbols[row] * r.Stride), bias, a + (row * r.Stride), hidden.Columns);
    }

    // All rows of the streams at once where no others stand between them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyRows(
        WidthRoutines hidden, in Buffers b, in LayerRows r, int begin, int end,
        float* x, float* w, float* start, nint startStep, float* y)
    {
        bool isWhole = end - begin == r.Streams;
        int pieces = isWhole ? 1 : r.Steps, rows = isWhole ? r.Steps * r.Streams : end - begin;
        for (int piece = 0; piece < pieces; piece++)
        {
            nint row = ((nint)piece * r.Streams) + begin, floats = row * r.Stride;
            LongProduct.Compute(
                hidden, x + floats, r.Stride, 1, b.HiddenSize, w, r.Stride,
                start + (row * startStep), startStep, y + floats, r.Stride, rows);
        }
    }
}
