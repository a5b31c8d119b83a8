using System.Runtime.CompilerServices;
using CharRnnFast.Kernels;
using CharRnnFast.Model;

namespace CharRnnFast.Steps;

/// <summary>
/// The operations of one training step in rows of two widths: of the hidden layer and of the vocabulary. Each takes a half-open range of
/// its outputs, so that threads can divide them; the order in which each output sums its terms never depends on the range. Shapes: H
/// hidden, V vocabulary, T steps, B streams; rows of activations [T*B] stand in groups of 32 streams.
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

    /// <summary>
    /// The same operations over some of the columns of a layer, those that <see cref="LayerRows.SelectColumns"/> begins with; null if no
    /// widths that are compiled in make up so many.
    /// </summary>
    internal abstract Kernel? OfColumns(int columns);

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

    /// <summary>
    /// Bias and W x of a layer's pre-activations, x being the symbols or the outputs below, for streams [begin, end) of the rows' group.
    /// </summary>
    internal abstract void AddInput(in Buffers b, in LayerRows rows, int begin, int end);

    /// <summary>A layer's states for t ascending, after <see cref="AddInput"/>.</summary>
    internal abstract void ForwardSteps(in Buffers b, in LayerRows rows, int begin, int end);

    /// <summary>
    /// With dropout, what a layer passes up, after <see cref="ForwardSteps"/>; the factors of a row are drawn here, in all columns.
    /// </summary>
    internal abstract void DropOutputs(in Buffers b, in LayerRows rows, int begin, int end);

    /// <summary>The gradient into what a layer passes up becomes that into its hidden states: dropout, if there is any.</summary>
    internal abstract void DropGradient(in LayerRows rows, int begin, int end);

    /// <summary>The gradients of a layer's pre-activations for t descending, after <see cref="DropGradient"/>.</summary>
    internal abstract void BackwardSteps(in Buffers b, in LayerRows rows, int begin, int end);

    /// <summary>The gradient into the outputs below, if the layer is not the first, after <see cref="BackwardSteps"/>.</summary>
    internal abstract void InputGradient(in Buffers b, in LayerRows rows, int begin, int end);

    /// <summary>Logits[r] = by + Why h_r for rows [rowBegin, rowEnd) of T*B.</summary>
    internal abstract void Logits(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Logits[r] becomes softmax(Logits[r]) for rows [rowBegin, rowEnd) of T*B.</summary>
    internal abstract void Softmax(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>
    /// Logits[r] becomes dy_r = softmax - onehot(target); RowLosses[r] = -ln p[target], for rows [rowBegin, rowEnd) of T*B.
    /// </summary>
    internal abstract void SoftmaxCrossEntropy(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>The last layer's DHidden[r] = Why' dy_r for rows [rowBegin, rowEnd) of T*B.</summary>
    internal abstract void HiddenGradient(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Rows [rowBegin, rowEnd) of a matrix's gradient, unclipped, to where it is stored whole.</summary>
    internal abstract void Gradient(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd);

    /// <summary>Clip and optimizer of rows [rowBegin, rowEnd) of a matrix from its stored gradient.</summary>
    internal abstract void ApplyGradient(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd);

    /// <summary>
    /// Gradient, clip and optimizer of rows [rowBegin, rowEnd) of a matrix, from activations and their gradients, and the same of its
    /// transposed copy. <paramref name="rowBegin"/> is a multiple of 8.
    /// </summary>
    internal abstract void Update(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd);

    /// <summary>
    /// Columns [rowBegin, rowEnd) of a matrix's transposed copy, if it has one. <paramref name="rowBegin"/> is a multiple of 8.
    /// </summary>
    internal abstract void Transpose(in Buffers b, in WeightMatrix w, int rowBegin, int rowEnd);

    /// <summary>All layers' outputs for streams [streamBegin, streamEnd), from the first layer to the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void ForwardRecurrence(in Buffers b, int streamBegin, int streamEnd)
    {
        for (int layer = 0; layer < b.Layers.Length; layer++)
            for (int index = 0; index < b.Shape.Groups; index++)
            {
                StreamGroup group = b.Shape.Group(index);
                (int begin, int end) = group.Within(streamBegin, streamEnd);
                if (begin < end) ForwardLayer(b, b.RowsOf(layer, group), begin, end);
            }
    }

    /// <summary>The gradients of all pre-activations for streams [streamBegin, streamEnd), from the last layer to the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void BackwardRecurrence(in Buffers b, int streamBegin, int streamEnd)
    {
        for (int layer = b.Layers.Length - 1; layer >= 0; layer--)
            for (int index = 0; index < b.Shape.Groups; index++)
            {
                StreamGroup group = b.Shape.Group(index);
                (int begin, int end) = group.Within(streamBegin, streamEnd);
                if (begin < end) BackwardLayer(b, b.RowsOf(layer, group), begin, end);
            }
    }

    /// <summary>A layer's outputs, from its input on.</summary>
    internal void ForwardLayer(in Buffers b, in LayerRows rows, int begin, int end)
    {
        AddInput(b, rows, begin, end);
        ForwardSteps(b, rows, begin, end);
        DropOutputs(b, rows, begin, end);
    }

    private void BackwardLayer(in Buffers b, in LayerRows rows, int begin, int end)
    {
        DropGradient(rows, begin, end);
        BackwardSteps(b, rows, begin, end);
        InputGradient(b, rows, begin, end);
    }

    /// <summary>Memory for a trainer of a model, laid out for this kernel: all weights 0.</summary>
    /// <inheritdoc cref="TrainingBytes(ModelShape, int, bool)"/>
    /// <exception cref="ArgumentOutOfRangeException">The kernel does not hold the model.</exception>
    internal ModelMemory ReserveTraining(ModelShape shape, int threads, bool storeGradients) =>
        Reserve(shape, PartsOfTraining(storeGradients), threads);

    /// <summary>
    /// Memory for a model without optimizer memory and gradients, and with the states of one stream, laid out for this kernel: what a
    /// forward pass needs.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The kernel does not hold the model.</exception>
    internal ModelMemory ReserveWeights(ModelShape shape) =>
        Reserve(shape with { SequenceLength = 1, BatchSize = 1 }, BufferParts.Parameters, threads: 1);

    private static BufferParts PartsOfTraining(bool storeGradients) =>
        storeGradients ? BufferParts.TrainingWithGradients : BufferParts.Training;

    private ModelMemory Reserve(ModelShape shape, BufferParts parts, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.HiddenSize, Hidden);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.VocabSize, Vocab);
        return new(shape, HiddenStride, VocabStride, parts, threads);
    }
}
