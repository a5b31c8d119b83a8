using CharRnnFast.Model;
using CharRnnFast.Sampling;
using CharRnnFast.Training;

namespace CharRnnFast.Kernels;

/// <summary>The table's entry for one generated kernel type.</summary>
public sealed class Kernel<TKernel>()
    : Kernel(TKernel.Hidden, TKernel.Vocab, TKernel.HiddenStride, TKernel.VocabStride, TKernel.InstructionSet)
    where TKernel : struct, IRnnKernel
{
    /// <inheritdoc/>
    public override long FmaPeak(int rounds) => TKernel.FmaPeak(rounds);

    private protected override Trainer NewTrainer(ModelMemory model) => new Trainer<TKernel>(model);

    private protected override Sampler NewSampler(ModelMemory model) => new Sampler<TKernel>(model);
}
