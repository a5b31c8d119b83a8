using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Memory;
using CharRnnFast.Numerics;

namespace CharRnnFast.Model;

/// <content>What is taken from the arena, and what stands in it between steps.</content>
internal unsafe partial struct Buffers
{
    /// <summary>Takes the arrays of the model that <paramref name="parts"/> names.</summary>
    internal void TakeModel(ref ArenaCursor cursor, BufferParts parts)
    {
        for (int layer = 0; layer < Layers.Length; layer++)
            Layers[layer].TakeWeights(ref cursor, Shape, layer, HiddenStride, parts);
        Output = Parameter.Take(ref cursor, Padded(VocabSize), HiddenStride, parts, Shape.Optimizer);
        OutputBias = Parameter.Take(ref cursor, 1, VocabStride, parts, Shape.Optimizer);
        OutputTransposed = cursor.Floats(Padded(HiddenSize), VocabStride);
        long states = (long)Shape.Layers * Shape.BatchSize;
        HiddenStates = cursor.Floats(states, HiddenStride);
        CellStates = Shape.Cell == Cell.Lstm ? cursor.Floats(states, HiddenStride) : null;
        if (parts >= BufferParts.Training) TakeTraining(ref cursor);
    }

    private void TakeTraining(ref ArenaCursor cursor)
    {
        foreach (ref LayerBuffers layer in Layers.AsSpan()) layer.TakeGradients(ref cursor, Shape, HiddenStride);
        DCell = Shape.Cell == Cell.Lstm ? cursor.Floats((long)Shape.Layers * Shape.BatchSize, HiddenStride) : null;
        Strip = cursor.Floats((long)Threads * Strips, (int)StripFloats);
        Settings = cursor.Floats(Threads, SettingsFloats);
        SymbolStarts = cursor.Integers((long)Shape.Groups * (VocabSize + 1));
        SymbolRows = cursor.Integers(Rows);
        TakeScores(ref cursor);
        TakeActivations(ref cursor);
        foreach (ref LayerBuffers layer in Layers.AsSpan()) layer.TakeDropout(ref cursor, Shape, HiddenStride);
    }

    /// <summary>Takes what a forward pass over T steps needs besides the parameters.</summary>
    internal void TakeActivations(ref ArenaCursor cursor)
    {
        foreach (ref LayerBuffers layer in Layers.AsSpan()) layer.TakeActivations(ref cursor, Shape, HiddenStride);
        Logits = cursor.Floats(Rows, VocabStride);
        RowMaxima = cursor.Floats(Rows, 1);
        RowSums = cursor.Floats(Rows, 1);
        Zero = cursor.Floats(1, Math.Max(HiddenStride, VocabStride));
        One = cursor.Floats(1, 1);
        Inputs = cursor.Integers(Rows);
    }

    /// <summary>Takes what it needs besides to compare its outputs with the symbols expected.</summary>
    internal void TakeScores(ref ArenaCursor cursor)
    {
        Targets = cursor.Integers(Rows);
        RowLosses = cursor.Doubles(Rows);
    }

    /// <summary>
    /// Fills the arrays that are not 0: minus infinity in the output bias beyond V, whose exp is +0 in every kernel that is wider
    /// than the model.
    /// </summary>
    internal void Finish()
    {
        new Span<float>(OutputBias.Values + VocabSize, VocabStride - VocabSize).Fill(float.NegativeInfinity);
        if (One != null) *One = 1;
        ListMatrices();
    }

    /// <summary>Copies the states before the step in front of those that it will compute.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly void LoadStates()
    {
        for (int layer = 0; layer < Layers.Length; layer++)
        {
            CopyStates(HiddenStates, Layers[layer].Hidden, layer, 0, isLoad: true);
            if (CellStates != null) CopyStates(CellStates, Layers[layer].Cells, layer, 0, isLoad: true);
        }
    }

    /// <summary>The states after the step become those before the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly void StoreStates()
    {
        for (int layer = 0; layer < Layers.Length; layer++)
        {
            CopyStates(HiddenStates, Layers[layer].Hidden, layer, Shape.SequenceLength, isLoad: false);
            if (CellStates != null) CopyStates(CellStates, Layers[layer].Cells, layer, Shape.SequenceLength, isLoad: false);
        }
    }

    /// <summary>Sets all states before the next step to 0.</summary>
    internal readonly void ClearStates()
    {
        int floats = Shape.Layers * Shape.BatchSize * HiddenStride;
        new Span<float>(HiddenStates, floats).Clear();
        if (CellStates != null) new Span<float>(CellStates, floats).Clear();
    }

    /// <summary>Sorts the rows of each group by the symbols fed in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly void SortSymbols()
    {
        int* inputs = Inputs;
        for (int index = 0; index < Shape.Groups; index++)
        {
            StreamGroup group = Shape.Group(index);
            int first = Shape.SequenceLength * group.First, rows = Shape.SequenceLength * group.Count, vocab = VocabSize, sum = 0;
            int* starts = SymbolStarts + ((nint)index * (vocab + 1)), sorted = SymbolRows + first;
            new Span<int>(starts, vocab).Clear();
            for (int row = first; row < first + rows; row++) starts[inputs[row]]++;
            for (int symbol = 0; symbol < vocab; symbol++) starts[symbol] = sum += starts[symbol];
            starts[vocab] = sum;

            // Each end moves down to its symbol's start.
            for (int row = first + rows - 1; row >= first; row--) sorted[--starts[inputs[row]]] = row;
        }
    }

    /// <summary>Brings the transposed copies of all weights up to date.</summary>
    internal readonly void Transpose()
    {
        foreach (ref readonly WeightMatrix w in Matrices.AsSpan())
            if (w.Transposed != null)
                Transposition<Lanes1, float>.Copy(
                    w.Weights.Values, HiddenStride, w.Transposed, w.TransposedStride, w.Rows, HiddenSize);
    }

    /// <summary>
    /// A tensor in the file's shape over the padded, partly transposed array that holds it, if there is one; of a recurrent bias only the
    /// last row is in memory.
    /// </summary>
    public readonly TensorView View(TensorSpec spec)
    {
        ModelTensor tensor = spec.Tensor;
        return tensor.Role switch
        {
            TensorRole.HiddenState => new(HiddenStates, spec.Rows, spec.Columns, HiddenStride),
            TensorRole.CellState => new(CellStates, spec.Rows, spec.Columns, HiddenStride),
            _ => View(spec, ParameterOf(tensor).Of(tensor.Memory)),
        };
    }

    /// <summary>The gradient of a parameter, if there is memory for it.</summary>
    public readonly TensorView Gradient(TensorSpec parameter) => View(parameter, ParameterOf(parameter.Tensor).Gradient);

    /// <summary>The symbols fed in and those expected, [T*B].</summary>
    public readonly Span<int> InputSpan => new(Inputs, Rows);

    /// <inheritdoc cref="InputSpan"/>
    public readonly Span<int> TargetSpan => new(Targets, Rows);

    /// <summary>Fills <see cref="InputSpan"/> and <see cref="TargetSpan"/>.</summary>
    /// <param name="inputs">[T*B]; index t*B + b belongs to step t of stream b.</param>
    /// <param name="targets">Likewise.</param>
    internal readonly void SetSymbols(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets)
    {
        for (int stream = 0; stream < Shape.BatchSize; stream++)
        {
            RowSequence rows = Shape.RowsOf(stream);
            for (int t = 0, i = stream; t < Shape.SequenceLength; t++, i += Shape.BatchSize)
                (Inputs[rows[t]], Targets[rows[t]]) = (inputs[i], targets[i]);
        }
    }

    /// <summary>The losses of the rows over t ascending, within a stream, then over streams, then divided by B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly double TotalLoss()
    {
        int steps = Shape.SequenceLength, streams = Shape.BatchSize;
        double total = 0;
        for (int stream = 0; stream < streams; stream++)
        {
            RowSequence rows = Shape.RowsOf(stream);
            for (int t = 0, row = rows.First; t < steps; t++, row += rows.Step)
                total += RowLosses[row];
        }

        return total / streams;
    }

    /// <summary>The losses of the rows, [T*B].</summary>
    public readonly ReadOnlySpan<double> RowLossSpan => new(RowLosses, Rows);

    /// <summary>The first V elements of a row of logits or probabilities.</summary>
    public readonly Span<float> LogitsRow(int row) => new(LogitsAt(row), VocabSize);

    /// <summary>Arrays of states: hidden states of each layer, then cell states if there are any.</summary>
    internal readonly int StateArrays => CellStates == null ? Layers.Length : 2 * Layers.Length;

    /// <summary>The state of stream 0 before the next step in one of <see cref="StateArrays"/>, [HS].</summary>
    internal readonly Span<float> StoredState(int index)
    {
        (int kind, int layer) = Math.DivRem(index, Layers.Length);
        return new((kind == 0 ? HiddenStates : CellStates) + ((nint)layer * Shape.BatchSize * HiddenStride), HiddenStride);
    }

    /// <summary>The state of the only stream before a step in one of <see cref="StateArrays"/>, [HS].</summary>
    internal readonly Span<float> StateAt(int index, int step)
    {
        (int kind, int layer) = Math.DivRem(index, Layers.Length);
        return new((kind == 0 ? Layers[layer].Hidden : Layers[layer].Cells) + ((nint)step * HiddenStride), HiddenStride);
    }

    // Between states [B][HS] and those at a step within arrays of (T+1)*B rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void CopyStates(float* states, float* array, int layer, int step, bool isLoad)
    {
        states += (nint)layer * Shape.BatchSize * HiddenStride;
        for (int index = 0; index < Shape.Groups; index++)
        {
            StreamGroup group = Shape.Group(index);
            float* rows = array + ((((nint)(Shape.SequenceLength + 1) * group.First) + ((nint)step * group.Count)) * HiddenStride);
            Span<float> stored = new(states + ((nint)group.First * HiddenStride), group.Count * HiddenStride);
            Span<float> computed = new(rows, group.Count * HiddenStride);
            if (isLoad) stored.CopyTo(computed);
            else computed.CopyTo(stored);
        }
    }

    private readonly Parameter ParameterOf(ModelTensor tensor) => tensor.Role switch
    {
        TensorRole.InputWeights => Layers[tensor.Layer].Input,
        TensorRole.RecurrentWeights => Layers[tensor.Layer].Recurrent,
        TensorRole.Bias => Layers[tensor.Layer].Bias,
        TensorRole.RecurrentBias => Layers[tensor.Layer].RecurrentBias,
        TensorRole.OutputWeights => Output,
        _ => OutputBias,
    };

    private readonly TensorView View(TensorSpec spec, float* start)
    {
        ModelTensor tensor = spec.Tensor;
        if (tensor.Role == TensorRole.RecurrentBias) return new(start, 1, spec.Columns, HiddenStride);
        if (tensor.Role is not (TensorRole.InputWeights or TensorRole.RecurrentWeights))
            return new(start, spec.Rows, spec.Columns, tensor.Role == TensorRole.OutputBias ? VocabStride : HiddenStride);
        bool isBySymbol = tensor is { Role: TensorRole.InputWeights, Layer: 0 };
        nint gateStep = (nint)(isBySymbol ? VocabSize : Padded(HiddenSize)) * HiddenStride;
        return new(start, spec.Rows, spec.Columns, HiddenStride, true, HiddenSize, gateStep);
    }
}
