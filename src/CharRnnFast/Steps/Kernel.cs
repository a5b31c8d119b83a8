using CharRnnFast.Kernels;
using CharRnnFast.Model;

namespace CharRnnFast.Steps;

/// <summary>
/// The operations of one training step in rows of two widths: of the hidden layer and of the vocabulary. Each takes a half-open range of
/// its outputs, so that threads can divide them; the order in which each output sums its terms never depends on the range. Shapes: H
/// hidden, V vocabulary, T steps, B streams; row t*B + b of an activation belongs to step t of stream b.
/// </summary>
public abstract class Kernel
{
    private protected Kernel(WidthRoutines hidden, WidthRoutines vocab)
    {
        (Hidden, HiddenStride) = (hidden.Columns, hidden.Stride);
        (Vocab, VocabStride) = (vocab.Columns, vocab.Stride);
        InstructionSet = hidden.InstructionSet;
    }

    /// <summary>
    /// Largest hidden size that the kernel holds: the columns computed. Loops over rows and terms end at the model's own H.
    /// </summary>
    public int Hidden { get; }

    /// <summary>Largest vocabulary that the kernel holds: the columns computed.</summary>
    public int Vocab { get; }

    /// <summary>The instruction set of both widths.</summary>
    public InstructionSet InstructionSet { get; }

    /// <summary>Floats between rows of H elements.</summary>
    internal int HiddenStride { get; }

    /// <summary>Floats between rows of V elements.</summary>
    internal int VocabStride { get; }

    /// <summary>Size as shown to users: <c>104x72</c>.</summary>
    public string Name => $"{Hidden}x{Vocab}";

    /// <summary>Bytes of native memory that a trainer takes, padding and activations included.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="threads">Threads that share its steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    public long TrainingBytes(ModelShape shape, int threads = 1) => TrainingBytes(shape, threads, storeGradients: false);

    /// <inheritdoc cref="TrainingBytes(ModelShape, int)"/>
    /// <param name="shape">The model.</param>
    /// <param name="threads">Threads that share its steps.</param>
    /// <param name="storeGradients">Whether whole gradients have memory too.</param>
    internal long TrainingBytes(ModelShape shape, int threads, bool storeGradients) =>
        ModelMemory.BytesFor(shape, HiddenStride, VocabStride, PartsOfTraining(storeGradients), threads);

    /// <summary>
    /// Independent chains of multiply-adds on the widest registers: what a core can do at most. Returns the multiply-adds done.
    /// </summary>
    /// <param name="rounds">Trips through the loop, at least 1.</param>
    internal abstract long FmaPeak(int rounds);

    /// <summary>h_t = tanh(Wxh[:,x_t] + bh + Whh h_{t-1}) for t ascending, for streams [streamBegin, streamEnd).</summary>
    internal abstract void ForwardRecurrence(in Buffers b, int streamBegin, int streamEnd);

    /// <summary>Logits[r] = by + Why h_r for rows [rowBegin, rowEnd) of T*B.</summary>
    internal abstract void Logits(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Logits[r] becomes softmax(Logits[r]) for rows [rowBegin, rowEnd) of T*B.</summary>
    internal abstract void Softmax(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>
    /// Logits[r] becomes dy_r = softmax - onehot(target); RowLosses[r] = -ln p[target], for rows [rowBegin, rowEnd) of T*B.
    /// </summary>
    internal abstract void SoftmaxCrossEntropy(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>DHidden[r] = Why' dy_r for rows [rowBegin, rowEnd) of T*B.</summary>
    internal abstract void HiddenGradient(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>da_t = (1 - h_t*h_t) * (DHidden_t + Whh' da_{t+1}) for t descending, for streams [streamBegin, streamEnd).</summary>
    internal abstract void BackwardRecurrence(in Buffers b, int streamBegin, int streamEnd);

    /// <summary>DWxh rows of the symbols that occur, DBh and DBy, from da and dy of all T*B rows.</summary>
    internal abstract void InputAndBiasGradients(in Buffers b);

    /// <summary>Clip and Adagrad of Wxh (rows whose symbols occur), bh and by from their stored gradients.</summary>
    internal abstract void UpdateInputWeightsAndBiases(in Buffers b);

    /// <summary>Rows [rowBegin, rowEnd) of a matrix's gradient, unclipped, to where it is stored.</summary>
    internal abstract void Gradient(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd);

    /// <summary>Clip and Adagrad of rows [rowBegin, rowEnd) of a matrix from its stored gradient.</summary>
    internal abstract void ApplyGradient(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd);

    /// <summary>Gradient, clip and Adagrad of rows [rowBegin, rowEnd) of a matrix, fused: the gradient is not stored.</summary>
    internal abstract void UpdateFused(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd);

    /// <summary>
    /// Columns [rowBegin, rowEnd) of a matrix's transposed copy. <paramref name="rowBegin"/> is a multiple of 8.
    /// </summary>
    internal abstract void Transpose(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd);

    /// <summary>
    /// Rows [rowBegin, rowEnd) of a matrix, from activations and their gradients, and the same of its transposed copy. <paramref
    /// name="rowBegin"/> is a multiple of 8.
    /// </summary>
    internal void Update(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd)
    {
        if (b.FusesUpdates)
        {
            UpdateFused(b, w, rowBegin, rowEnd);
        }
        else
        {
            Gradient(b, w, rowBegin, rowEnd);
            ApplyGradient(b, w, rowBegin, rowEnd);
        }

        Transpose(b, w, rowBegin, rowEnd);
    }

    /// <summary>Rows of Wxh whose symbols occur, and the biases, from activations and their gradients.</summary>
    internal void UpdateInput(in Buffers b)
    {
        InputAndBiasGradients(b);
        UpdateInputWeightsAndBiases(b);
    }

    /// <summary>Memory for a trainer of a model, laid out for this kernel: all weights 0.</summary>
    /// <inheritdoc cref="TrainingBytes(ModelShape, int, bool)"/>
    /// <exception cref="ArgumentOutOfRangeException">The kernel does not hold the model.</exception>
    internal ModelMemory ReserveTraining(ModelShape shape, int threads, bool storeGradients) =>
        Reserve(shape, PartsOfTraining(storeGradients), threads);

    /// <summary>
    /// Memory for a model without Adagrad memory and gradients, and with the hidden state of one stream, laid out for this kernel: what a
    /// forward pass needs.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The kernel does not hold the model.</exception>
    internal ModelMemory ReserveWeights(int hiddenSize, int vocabSize) =>
        Reserve(new(hiddenSize, vocabSize, 1), BufferParts.Parameters, threads: 1);

    private static BufferParts PartsOfTraining(bool storeGradients) =>
        storeGradients ? BufferParts.TrainingWithGradients : BufferParts.Training;

    private ModelMemory Reserve(ModelShape shape, BufferParts parts, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.HiddenSize, Hidden);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.VocabSize, Vocab);
        return new(shape, HiddenStride, VocabStride, parts, threads);
    }
}
