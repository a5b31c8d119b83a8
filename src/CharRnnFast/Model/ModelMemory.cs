using System.Collections.Immutable;
using CharRnnFast.Memory;
using CharRnnFast.Random;

namespace CharRnnFast.Model;

/// <summary>
/// The tensors of one model in rows of two strides, read and written row by row in the checkpoint's unpadded layout.
/// </summary>
public sealed class ModelMemory : ITensorStore, IDisposable
{
    private readonly Arena _arena;
    private Buffers _buffers;

    /// <summary>Reserves zeroed memory for a model.</summary>
    /// <param name="shape">Its sizes.</param>
    /// <param name="hiddenStride">Floats between rows of H elements.</param>
    /// <param name="vocabStride">Floats between rows of V elements.</param>
    /// <param name="parts">What is reserved.</param>
    /// <param name="threads">Threads that will run operations at the same time.</param>
    internal ModelMemory(ModelShape shape, int hiddenStride, int vocabStride, BufferParts parts, int threads)
    {
        shape.ThrowIfOutOfRange();
        Shape = shape;
        Buffers buffers = SizesOf(shape, hiddenStride, vocabStride, threads);
        _arena = new((ref ArenaCursor cursor) => buffers.TakeModel(ref cursor, parts));
        _buffers = buffers;
        _buffers.Finish();
        Tensors = TensorTable.Of(shape);
    }

    /// <summary>The sizes of the model.</summary>
    public ModelShape Shape { get; }

    /// <summary>The tensors in the order of a file.</summary>
    internal ImmutableArray<TensorSpec> Tensors { get; }

    /// <inheritdoc/>
    ImmutableArray<TensorSpec> ITensorStore.Tensors => Tensors;

    /// <summary>Whether nothing was written between the arrays.</summary>
    internal bool MarginsAreIntact => !IsDisposed && _arena.MarginsAreIntact;

    /// <summary>Whether all padding of the tensors still holds what it was filled with.</summary>
    internal bool PaddingIsIntact
    {
        get
        {
            foreach (TensorSpec tensor in Tensors)
                if (!PaddingIsIntactOf(tensor))
                    return false;
            return true;
        }
    }

    /// <summary>Whether whole gradients can be stored.</summary>
    internal unsafe bool HasGradients => Buffers.Output.Gradient != null;

    /// <summary>Whether the memory is freed.</summary>
    internal bool IsDisposed { get; private set; }

    /// <summary>The typed view, whose pointers are valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The memory is freed.</exception>
    internal ref Buffers Buffers
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return ref _buffers;
        }
    }

    /// <summary>
    /// Whether a tensor is here: always the parameters and the states, the optimizer's memory where the memory is for training.
    /// </summary>
    public bool Has(ModelTensor tensor) => Find(tensor) is TensorSpec spec && Has(spec);

    /// <summary>
    /// Rows and columns of a tensor as it is read and written: a bias has a row for each gate, states one for each stream of each layer.
    /// </summary>
    /// <exception cref="ArgumentException">The model has no such tensor.</exception>
    public (int Rows, int Columns) SizeOf(ModelTensor tensor) => (SpecOf(tensor).Rows, SpecOf(tensor).Columns);

    /// <summary>Copies one row of a tensor out.</summary>
    /// <param name="tensor">A tensor that <see cref="Has(ModelTensor)"/>.</param>
    /// <param name="row">0 to Rows - 1.</param>
    /// <param name="destination">Columns elements.</param>
    /// <exception cref="ArgumentException">The model has no such tensor.</exception>
    public void ReadRow(ModelTensor tensor, int row, Span<float> destination) => ReadRow(SpecOf(tensor), row, destination);

    /// <summary>The tensor in the order of a file.</summary>
    /// <exception cref="ArgumentException">The model has no such tensor.</exception>
    internal TensorSpec SpecOf(ModelTensor tensor) =>
        Find(tensor) ?? throw new ArgumentException("The model has no such tensor.", nameof(tensor));

    /// <inheritdoc/>
    bool ITensorStore.Has(TensorSpec tensor) => Has(tensor);

    /// <inheritdoc/>
    void ITensorStore.ReadRow(TensorSpec tensor, int row, Span<float> destination) => ReadRow(tensor, row, destination);

    /// <inheritdoc/>
    void ITensorStore.WriteRow(TensorSpec tensor, int row, ReadOnlySpan<float> source) => WriteRow(tensor, row, source);

    /// <inheritdoc/>
    void ITensorStore.RefreshDerived() => RefreshDerived();

    /// <summary>Replaces one row of a tensor; <see cref="RefreshDerived"/> is due after the last one.</summary>
    internal void WriteRow(ModelTensor tensor, int row, ReadOnlySpan<float> source) => WriteRow(SpecOf(tensor), row, source);

    /// <summary>Brings the transposed copies of weights up to date.</summary>
    internal void RefreshDerived() => Buffers.Transpose();

    /// <summary>
    /// Fresh weights; everything else is left 0, but for the biases of an LSTM's forget gates, which begin with 1. min-char-rnn's
    /// network: Wxh, Whh, Why drawn from N(0, 0.01^2), each in row-major order. Every other: input and recurrent weights layer by
    /// layer, then the output's, uniform in ±1/sqrt(H).
    /// </summary>
    /// <param name="seed">0 to 2^53-1.</param>
    internal void Initialize(long seed)
    {
        NormalDistribution normal = new((ulong)seed);
        Xoshiro256StarStar uniform = new((ulong)seed);
        double bound = Math.Sqrt(Shape.HiddenSize);
        foreach (TensorSpec tensor in Tensors)
        {
            if (tensor.Tensor.Memory != 0) continue;
            if (tensor.Tensor.Role is TensorRole.InputWeights or TensorRole.RecurrentWeights or TensorRole.OutputWeights)
                Draw(tensor, ref normal, ref uniform, bound);
            else if (tensor.Tensor.Role == TensorRole.Bias && Shape.Cell == Cell.Lstm)
                WriteRow(tensor, ForgetGate, Ones(tensor.Columns));
        }

        RefreshDerived();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IsDisposed = true;
        _arena.Dispose();
    }

    /// <summary>Bytes that a model takes, padding and activations included; nothing is allocated.</summary>
    /// <inheritdoc cref="ModelMemory(ModelShape, int, int, BufferParts, int)"/>
    internal static long BytesFor(ModelShape shape, int hiddenStride, int vocabStride, BufferParts parts, int threads)
    {
        shape.ThrowIfOutOfRange();
        Buffers buffers = SizesOf(shape, hiddenStride, vocabStride, threads);
        return (long)Arena.Measure((ref ArenaCursor cursor) => buffers.TakeModel(ref cursor, parts));
    }

    // Among an LSTM's gates i f g o.
    private const int ForgetGate = 1;

    private static float[] Ones(int count)
    {
        float[] ones = new float[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static Buffers SizesOf(ModelShape shape, int hiddenStride, int vocabStride, int threads) => new()
    {
        Shape = shape,
        Layers = new LayerBuffers[shape.Layers],
        Threads = threads,
        HiddenStride = hiddenStride,
        VocabStride = vocabStride,
    };

    private TensorSpec? Find(ModelTensor tensor)
    {
        foreach (TensorSpec spec in Tensors)
            if (spec.Tensor == tensor) return spec;
        return null;
    }

    // A recurrent bias that is not trained is there, all 0.
    private bool Has(TensorSpec tensor) => IsZero(tensor.Tensor) || Buffers.View(tensor).Exists;

    private void ReadRow(TensorSpec tensor, int row, Span<float> destination)
    {
        if (IsZero(tensor.Tensor, row)) destination.Clear();
        else Buffers.View(tensor).ReadRow(RowInMemory(tensor.Tensor, row), destination);
    }

    /// <summary>Copies one row of a parameter's gradient out, where whole gradients are stored.</summary>
    internal void ReadGradientRow(TensorSpec parameter, int row, Span<float> destination)
    {
        if (IsZero(parameter.Tensor, row)) destination.Clear();
        else Buffers.Gradient(parameter).ReadRow(RowInMemory(parameter.Tensor, row), destination);
    }

    private void WriteRow(TensorSpec tensor, int row, ReadOnlySpan<float> source)
    {
        if (!IsZero(tensor.Tensor, row)) Buffers.View(tensor).WriteRow(RowInMemory(tensor.Tensor, row), source);
        else if (tensor.Tensor.Memory == 0) AddToBias(tensor.Tensor.Layer, row, source);
    }

    private bool PaddingIsIntactOf(TensorSpec tensor)
    {
        TensorView view = Buffers.View(tensor);
        return !view.Exists || view.PaddingIs(tensor.Tensor == ModelTensor.by ? float.NegativeInfinity : 0);
    }

    private bool IsZero(ModelTensor tensor) => tensor is { Role: TensorRole.RecurrentBias, Memory: 0 } && Shape.Cell != Cell.Gru;

    // Of a GRU's recurrent bias only the last gate's row is in memory.
    private bool IsZero(ModelTensor tensor, int row) =>
        tensor.Role == TensorRole.RecurrentBias && (Shape.Cell != Cell.Gru || row < Shape.Gates - 1);

    private static int RowInMemory(ModelTensor tensor, int row) => tensor.Role == TensorRole.RecurrentBias ? 0 : row;

    // x + 0 would lose the sign of a zero.
    private void AddToBias(int layer, int gate, ReadOnlySpan<float> source)
    {
        if (!source.ContainsAnyExcept(0)) return;
        TensorSpec bias = SpecOf(new(TensorRole.Bias, layer));
        float[] sum = new float[source.Length];
        ReadRow(bias, gate, sum);
        for (int i = 0; i < sum.Length; i++) sum[i] += source[i];
        WriteRow(bias, gate, sum);
    }

    private void Draw(TensorSpec tensor, ref NormalDistribution normal, ref Xoshiro256StarStar uniform, double bound)
    {
        float[] values = new float[tensor.Columns];
        for (int row = 0; row < tensor.Rows; row++)
        {
            foreach (ref float value in values.AsSpan())
                value = (float)(Shape.IsSeedNetwork ? 0.01 * normal.Next() : ((2 * uniform.Uniform()) - 1) / bound);
            WriteRow(tensor, row, values);
        }
    }
}
