using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Numerics;

namespace CharRnnFast.Steps;

/// <summary>Clips gradients and applies the optimizer.</summary>
internal static unsafe class WeightUpdates<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    /// <summary>Gradient, clip and optimizer of rows [rowBegin, rowEnd), a strip at a time.</summary>
    /// <param name="routines">Of the width of the weights.</param>
    /// <param name="b">The step.</param>
    /// <param name="w">The weights.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">The row after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(WidthRoutines routines, in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd)
    {
        if (w.IsBySymbol && b.Shape.Optimizer == Optimizer.Adagrad)
        {
            UpdateOccurring(routines, b, w, rowBegin, rowEnd);
            return;
        }

        for (int row = rowBegin, rows; row < rowEnd; row += rows)
        {
            rows = Math.Min(b.StripRows, rowEnd - row);
            Apply(routines, b, w, row, WeightGradients<TLanes, TVector>.Compute(routines, b, w, row, rows), rows);
        }
    }

    /// <summary>Clip and optimizer of rows of weights.</summary>
    /// <param name="routines">Of the width of the weights.</param>
    /// <param name="b">The step.</param>
    /// <param name="w">The weights.</param>
    /// <param name="row">First row.</param>
    /// <param name="gradient">Of the first row.</param>
    /// <param name="rows">Rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(WidthRoutines routines, in Buffers b, in WeightMatrix w, int row, float* gradient, int rows)
    {
        nint first = (nint)row * routines.Stride, floats = (nint)rows * routines.Stride;
        float* values = w.Weights.Values + first, memory = w.Weights.Memory + first;
        switch (b.Shape.Optimizer)
        {
            case Optimizer.Adagrad:
                Adagrad<TLanes, TVector>.Broadcast(b.Settings, b.LearningRate, b.Clip);
                Adagrad<TLanes, TVector>.UpdateRows(routines, gradient, values, memory, rows, b.Settings);
                break;
            case Optimizer.Rmsprop:
                Rmsprop<TLanes, TVector>.Update(gradient, values, memory, floats, b.Clip, b.LearningRate);
                break;
            default:
                Adam<TLanes, TVector>.Update(
                    gradient, values, memory, w.Weights.SecondMemory + first, floats, b.Clip, b.StepSize, b.RootScale);
                break;
        }
    }

    // Adagrad's rows of the symbols that were fed in: of the others it changes nothing, exactly.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateOccurring(WidthRoutines routines, in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd)
    {
        Adagrad<TLanes, TVector>.Broadcast(b.Settings, b.LearningRate, b.Clip);
        if (b.Shape.BatchSize == 1)
        {
            UpdateOccurringOfOneStream(routines, b, w, rowBegin, rowEnd);
            return;
        }

        for (int symbol = rowBegin; symbol < rowEnd; symbol++)
            if (Occurs(b, symbol))
                UpdateRow(routines, b, w, symbol, WeightGradients<TLanes, TVector>.Compute(routines, b, w, symbol, 1));
    }

    // From symbol to symbol along the sorted rows: no branch depends on which are missing, and the gradient takes no detours (0.5 us of a
    // step of 20).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateOccurringOfOneStream(WidthRoutines routines, in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd)
    {
        int* starts = b.SymbolStarts, sorted = b.SymbolRows, inputs = b.Inputs;
        float* right = w.Right.Of(b.Shape.Group(0)), gradient = b.Strip;
        for (int at = starts[rowBegin], next; at < starts[rowEnd]; at = next)
        {
            int symbol = inputs[sorted[at]];
            next = starts[symbol + 1];
            WeightGradients<TLanes, TVector>.SumRows(right, routines.Stride, sorted + at, next - at, gradient, routines.Columns);
            UpdateRow(routines, b, w, symbol, gradient);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void UpdateRow(WidthRoutines routines, in Buffers b, in WeightMatrix w, int row, float* gradient)
    {
        nint first = (nint)row * routines.Stride, columns = routines.Columns;
        float* values = w.Weights.Values + first, memory = w.Weights.Memory + first, settings = b.Settings;
        for (nint k = 0; k < columns; k += TLanes.Count)
            Adagrad<TLanes, TVector>.UpdateRegister(gradient, values, memory, k, settings);
    }

    private static bool Occurs(in Buffers b, int symbol)
    {
        int* starts = b.SymbolStarts + symbol;
        for (int group = 0; group < b.Shape.Groups; group++, starts += b.VocabSize + 1)
            if (starts[0] != starts[1])
                return true;
        return false;
    }
}
