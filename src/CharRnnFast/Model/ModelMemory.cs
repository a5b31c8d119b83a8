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
    /// <param name="shape">H, V, T, B.</param>
    /// <param name="hiddenStride">Floats between rows of H elements.</param>
    /// <param name="vocabStride">Floats between rows of V elements.</param>
    /// <param name="parts">What is reserved.</param>
    /// <param name="threads">Threads that will run operations at the same time.</param>
    internal ModelMemory(ModelShape shape, int hiddenStride, int vocabStride, BufferParts parts, int threads)
    {
        shape.ThrowIfOutOfRange();
        Shape = shape;
        Buffers buffers = SizesOf(shape, hiddenStride, vocabStride, threads);
        _arena = new((ref ArenaCursor cursor) => Take(ref buffers, ref cursor, parts));
        _buffers = buffers;
        _buffers.MaskMissingSymbols();
    }

    /// <summary>The sizes of the model.</summary>
    public ModelShape Shape { get; }

    /// <summary>Whether nothing was written between the arrays.</summary>
    internal bool MarginsAreIntact => !IsDisposed && _arena.MarginsAreIntact;

    /// <summary>Whether all padding of the tensors still holds what it was filled with.</summary>
    internal bool PaddingIsIntact
    {
        get
        {
            foreach (ModelTensor tensor in Enum.GetValues<ModelTensor>())
                if (Has(tensor) && !Buffers.View(tensor).PaddingIs(tensor == ModelTensor.by ? float.NegativeInfinity : 0))
                    return false;
            return true;
        }
    }

    /// <summary>Whether whole gradients can be stored.</summary>
    internal bool HasGradients => Buffers.Gradient(ModelTensor.Whh).Exists;

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
    /// Whether a tensor is here: always the five parameters and the hidden state, the others where the memory is for training.
    /// </summary>
    public bool Has(ModelTensor tensor) => Buffers.View(tensor).Exists;

    /// <summary>
    /// Rows and columns of a tensor as the checkpoint stores it; a vector of n elements is one row of n columns, hprev is B rows of H.
    /// </summary>
    public (int Rows, int Columns) SizeOf(ModelTensor tensor)
    {
        TensorView view = Buffers.View(tensor);
        return (view.Rows, view.Columns);
    }

    /// <summary>Copies one row of a tensor out.</summary>
    /// <param name="tensor">A tensor that <see cref="Has"/>.</param>
    /// <param name="row">0 to Rows - 1.</param>
    /// <param name="destination">Columns elements.</param>
    public void ReadRow(ModelTensor tensor, int row, Span<float> destination) => Buffers.View(tensor).ReadRow(row, destination);

    /// <summary>Replaces one row of a tensor; <see cref="RefreshDerived"/> is due after the last one.</summary>
    /// <param name="tensor">A tensor that <see cref="Has"/>.</param>
    /// <param name="row">0 to Rows - 1.</param>
    /// <param name="source">Columns elements.</param>
    internal void WriteRow(ModelTensor tensor, int row, ReadOnlySpan<float> source) => Buffers.View(tensor).WriteRow(row, source);

    /// <summary>Brings the transposed copies of Whh and Why up to date.</summary>
    internal void RefreshDerived() => Buffers.Transpose();

    /// <summary>Fresh weights: Wxh, Whh, Why drawn from N(0, 0.01^2), each in row-major order; everything else is left 0.</summary>
    /// <param name="seed">0 to 2^53-1.</param>
    internal void Initialize(long seed)
    {
        NormalDistribution normal = new((ulong)seed);
        foreach (ModelTensor tensor in (ReadOnlySpan<ModelTensor>)[ModelTensor.Wxh, ModelTensor.Whh, ModelTensor.Why])
            Draw(tensor, ref normal);
        RefreshDerived();
    }

    /// <inheritdoc/>
    void ITensorStore.WriteRow(ModelTensor tensor, int row, ReadOnlySpan<float> source) => WriteRow(tensor, row, source);

    /// <inheritdoc/>
    void ITensorStore.RefreshDerived() => RefreshDerived();

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
        return (long)Arena.Measure((ref ArenaCursor cursor) => Take(ref buffers, ref cursor, parts));
    }

    private static Buffers SizesOf(ModelShape shape, int hiddenStride, int vocabStride, int threads) => new()
    {
        HiddenSize = shape.HiddenSize,
        VocabSize = shape.VocabSize,
        SequenceLength = shape.SequenceLength,
        BatchSize = shape.BatchSize,
        Threads = threads,
        HiddenStride = hiddenStride,
        VocabStride = vocabStride,
    };

    private static void Take(ref Buffers buffers, ref ArenaCursor cursor, BufferParts parts)
    {
        buffers.TakeModel(ref cursor, parts);
        if (parts >= BufferParts.Training)
            buffers.TakeActivations(ref cursor);
    }

    private void Draw(ModelTensor tensor, ref NormalDistribution normal)
    {
        (int rows, int columns) = SizeOf(tensor);
        float[] values = new float[columns];
        for (int row = 0; row < rows; row++)
        {
            foreach (ref float value in values.AsSpan())
                value = (float)(0.01 * normal.Next());
            WriteRow(tensor, row, values);
        }
    }
}
