using CharRnnFast.Evaluation;
using CharRnnFast.Model;
using CharRnnFast.Sampling;
using CharRnnFast.Threads;
using CharRnnFast.Training;

namespace CharRnnFast.Kernels;

/// <summary>A compiled-in kernel as everything outside the step sees it: what it holds, and what it makes.</summary>
public abstract class Kernel
{
    private protected Kernel()
    {
    }

    /// <inheritdoc cref="IRnnKernel.Hidden"/>
    public abstract int Hidden { get; }

    /// <inheritdoc cref="IRnnKernel.Vocab"/>
    public abstract int Vocab { get; }

    /// <inheritdoc cref="IRnnKernel.InstructionSet"/>
    public abstract InstructionSet InstructionSet { get; }

    /// <inheritdoc cref="IRnnKernel.HiddenStride"/>
    internal abstract int HiddenStride { get; }

    /// <inheritdoc cref="IRnnKernel.VocabStride"/>
    internal abstract int VocabStride { get; }

    /// <inheritdoc cref="IRnnKernel.SplitsRecurrentRows"/>
    internal abstract bool SplitsRecurrentRows { get; }

    /// <summary>Size as shown to users: <c>104x72</c>.</summary>
    public string Name => $"{Hidden}x{Vocab}";

    /// <summary>A trainer with all weights 0 and counters at the start.</summary>
    /// <param name="shape">H and V at most what the kernel holds, T and B at least 1.</param>
    /// <param name="storeGradients">Also reserve memory for whole gradients, for <see cref="Trainer.ComputeGradients"/>.</param>
    /// <param name="team">Whose threads share the steps, which changes no bit of them; null: the calling thread does them alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kernel does not hold the model.</exception>
    public Trainer CreateTrainer(ModelShape shape, bool storeGradients = false, ThreadTeam? team = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.SequenceLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.BatchSize, 1);
        BufferParts parts = storeGradients ? BufferParts.TrainingWithGradients : BufferParts.Training;
        return new(Reserve(shape, parts, team?.Count ?? 1), team);
    }

    /// <summary>Bytes of native memory that a trainer takes, padding and activations included.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="threads">Threads that share its steps.</param>
    /// <param name="storeGradients">As for <see cref="CreateTrainer"/>.</param>
    public long TrainingBytes(ModelShape shape, int threads, bool storeGradients = false) =>
        ModelMemory.BytesFor(shape, this, storeGradients ? BufferParts.TrainingWithGradients : BufferParts.Training, threads);

    /// <summary>A sampler over the weights of <paramref name="model"/>, which this kernel has laid out; activations are its own.</summary>
    /// <exception cref="ArgumentException">The model was laid out for another kernel.</exception>
    public Sampler CreateSampler(ModelMemory model) => new(CreateForwardPass(model, rows: 1));

    /// <summary>An evaluator over the weights of <paramref name="model"/>, which this kernel has laid out; activations are its own.</summary>
    /// <exception cref="ArgumentException">The model was laid out for another kernel.</exception>
    public Evaluator CreateEvaluator(ModelMemory model) => new(CreateForwardPass(model, Evaluator.Rows));

    /// <summary>Memory for a model without Adagrad memory and gradients, and with the hidden state of one stream, laid out for this kernel: what a sampler needs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kernel does not hold the model.</exception>
    public ModelMemory CreateWeights(int hiddenSize, int vocabSize) => Reserve(new(hiddenSize, vocabSize, 1), BufferParts.Parameters, threads: 1);

    /// <inheritdoc cref="IRnnKernel.FmaPeak"/>
    public abstract long FmaPeak(int rounds);

    /// <inheritdoc cref="IRnnKernel.ForwardRecurrence"/>
    internal abstract void ForwardRecurrence(in Buffers b, int streamBegin, int streamEnd);

    /// <inheritdoc cref="IRnnKernel.Logits"/>
    internal abstract void Logits(in Buffers b, int rowBegin, int rowEnd);

    /// <inheritdoc cref="IRnnKernel.Softmax"/>
    internal abstract void Softmax(in Buffers b, int rowBegin, int rowEnd);

    /// <inheritdoc cref="IRnnKernel.SoftmaxCrossEntropy"/>
    internal abstract void SoftmaxCrossEntropy(in Buffers b, int rowBegin, int rowEnd);

    /// <inheritdoc cref="IRnnKernel.HiddenGradient"/>
    internal abstract void HiddenGradient(in Buffers b, int rowBegin, int rowEnd);

    /// <inheritdoc cref="IRnnKernel.BackwardRecurrence"/>
    internal abstract void BackwardRecurrence(in Buffers b, int streamBegin, int streamEnd);

    /// <inheritdoc cref="IRnnKernel.InputAndBiasGradients"/>
    internal abstract void InputAndBiasGradients(in Buffers b);

    /// <inheritdoc cref="IRnnKernel.RecurrentGradient"/>
    internal abstract void RecurrentGradient(in Buffers b, int rowBegin, int rowEnd);

    /// <inheritdoc cref="IRnnKernel.OutputGradient"/>
    internal abstract void OutputGradient(in Buffers b, int rowBegin, int rowEnd);

    /// <inheritdoc cref="IRnnKernel.UpdateRecurrentWeights"/>
    internal abstract void UpdateRecurrentWeights(in Buffers b, int rowBegin, int rowEnd);

    /// <inheritdoc cref="IRnnKernel.UpdateOutputWeights"/>
    internal abstract void UpdateOutputWeights(in Buffers b, int rowBegin, int rowEnd);

    /// <inheritdoc cref="IRnnKernel.UpdateInputWeightsAndBiases"/>
    internal abstract void UpdateInputWeightsAndBiases(in Buffers b);

    /// <inheritdoc cref="IRnnKernel.AdagradRecurrent"/>
    internal abstract void AdagradRecurrent(in Buffers b, int rowBegin, int rowEnd);

    /// <inheritdoc cref="IRnnKernel.AdagradOutput"/>
    internal abstract void AdagradOutput(in Buffers b, int rowBegin, int rowEnd);

    /// <inheritdoc cref="IRnnKernel.TransposeRecurrentWeights"/>
    internal abstract void TransposeRecurrentWeights(in Buffers b, int rowBegin, int rowEnd);

    /// <inheritdoc cref="IRnnKernel.TransposeOutputWeights"/>
    internal abstract void TransposeOutputWeights(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Brings what kernels derive from the weights up to date: the transposed copies of Whh and Why.</summary>
    internal void RefreshDerived(in Buffers b)
    {
        TransposeRecurrentWeights(b, 0, b.HiddenSize);
        TransposeOutputWeights(b, 0, b.VocabSize);
    }

    private ForwardPass CreateForwardPass(ModelMemory model, int rows)
    {
        if (model.Kernel.GetType() != GetType())
            throw new ArgumentException("The model was laid out for another kernel.", nameof(model));
        return new(model, rows);
    }

    private ModelMemory Reserve(ModelShape shape, BufferParts parts, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.HiddenSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.HiddenSize, Hidden);
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.VocabSize, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.VocabSize, Vocab);
        return new(shape, this, parts, threads);
    }
}
