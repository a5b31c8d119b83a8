using CharRnnFast.Model;
using CharRnnFast.Sampling;
using CharRnnFast.Training;

namespace CharRnnFast.Kernels;

/// <summary>The table's entry for one generated kernel type.</summary>
public sealed class Kernel<TKernel> : Kernel
    where TKernel : struct, IRnnKernel
{
    /// <inheritdoc/>
    public override int Hidden => TKernel.Hidden;

    /// <inheritdoc/>
    public override int Vocab => TKernel.Vocab;

    /// <inheritdoc/>
    public override InstructionSet InstructionSet => TKernel.InstructionSet;

    /// <inheritdoc/>
    public override Trainer CreateTrainer(ModelShape shape, bool storeGradients = false)
    {
        Check(shape.HiddenSize, shape.VocabSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.SequenceLength, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(shape.BatchSize, 1);
        return new Trainer<TKernel>(shape, storeGradients ? BufferParts.TrainingWithGradients : BufferParts.Training);
    }

    /// <inheritdoc/>
    public override Sampler CreateSampler(ModelMemory model) => new Sampler<TKernel>(model);

    /// <inheritdoc/>
    public override ModelMemory CreateWeights(int hiddenSize, int vocabSize)
    {
        Check(hiddenSize, vocabSize);
        return new(new(hiddenSize, vocabSize, 1), TKernel.HiddenStride, TKernel.VocabStride, BufferParts.Parameters);
    }

    /// <inheritdoc/>
    public override long FmaPeak(int rounds) => TKernel.FmaPeak(rounds);

    private static void Check(int hiddenSize, int vocabSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hiddenSize, TKernel.Hidden);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabSize, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vocabSize, TKernel.Vocab);
    }
}
