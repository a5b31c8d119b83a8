using CharRnnFast.Model;
using CharRnnFast.Sampling;
using CharRnnFast.Training;

namespace CharRnnFast.Kernels;

/// <summary>A compiled-in kernel as everything outside the step sees it: what it holds, and what it makes.</summary>
public abstract class Kernel
{
    /// <summary>Largest hidden size the kernel holds.</summary>
    public abstract int Hidden { get; }

    /// <summary>Largest vocabulary size the kernel holds.</summary>
    public abstract int Vocab { get; }

    /// <summary>The instruction set it runs on.</summary>
    public abstract InstructionSet InstructionSet { get; }

    /// <summary>Size as shown to users: <c>104x72</c>.</summary>
    public string Name => $"{Hidden}x{Vocab}";

    /// <summary>A trainer with all weights 0 and counters at the start.</summary>
    /// <param name="shape">Sizes; H and V at most what the kernel holds.</param>
    /// <param name="storeGradients">Also reserve memory for whole gradients, for <see cref="Trainer.ComputeGradients"/>.</param>
    public abstract Trainer CreateTrainer(ModelShape shape, bool storeGradients = false);

    /// <summary>A sampler over the weights of <paramref name="model"/>, which must have been laid out by this kernel; activations are its own.</summary>
    public abstract Sampler CreateSampler(ModelMemory model);

    /// <summary>Memory for a model without Adagrad memory and gradients, laid out for this kernel: what a sampler needs.</summary>
    public abstract ModelMemory CreateWeights(int hiddenSize, int vocabSize);

    /// <inheritdoc cref="IRnnKernel.FmaPeak"/>
    public abstract long FmaPeak(int rounds);
}
