using CharRnnFast.Model;
using CharRnnFast.Threads;
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
    internal override int HiddenStride => TKernel.HiddenStride;

    /// <inheritdoc/>
    internal override int VocabStride => TKernel.VocabStride;

    /// <inheritdoc/>
    internal override bool SplitsRecurrentRows => TKernel.SplitsRecurrentRows;

    /// <inheritdoc/>
    public override long FmaPeak(int rounds) => TKernel.FmaPeak(rounds);

    /// <inheritdoc/>
    internal override void RefreshDerived(in Buffers b)
    {
        TKernel.TransposeRecurrentWeights(b, 0, b.HiddenSize);
        TKernel.TransposeOutputWeights(b, 0, b.VocabSize);
    }

    private protected override Trainer NewTrainer(ModelMemory model, ThreadTeam? team) => new Trainer<TKernel>(model, team);

    private protected override ForwardPass NewForwardPass(ModelMemory model, int rows) => new ForwardPass<TKernel>(model, rows);
}
