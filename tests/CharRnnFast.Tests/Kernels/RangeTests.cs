using CharRnnFast.Kernels;
using Xunit;

namespace CharRnnFast.Tests.Kernels;

/// <summary>Every operation on a range of its outputs writes that range and nothing else: in parts, in any order, the step is the same.</summary>
public sealed class RangeTests
{
    // No range begins or ends with a tile, but that of the transposition begins with a block.
    private static readonly (int Begin, int End)[] HiddenRanges = [(13, 37), (0, 1), (8, 13), (1, 8)];
    private static readonly (int Begin, int End)[] VocabRanges = [(9, 17), (0, 3), (3, 9)];
    private static readonly (int Begin, int End)[] RowRanges = [(4, 11), (0, 1), (1, 4)];
    private static readonly (int Begin, int End)[] BlockRanges = [(16, 17), (0, 8), (8, 16)];

    [FactOn(InstructionSet.Avx512)]
    public void PartsGiveTheWholeOnAvx512() => Check<Rnn37x17.Avx512>();

    [FactOn(InstructionSet.Avx2)]
    public void PartsGiveTheWholeOnAvx2() => Check<Rnn37x17.Avx2>();

    [FactOn(InstructionSet.AdvSimd)]
    public void PartsGiveTheWholeOnAdvSimd() => Check<Rnn37x17.AdvSimd>();

    [Fact]
    public void PartsGiveTheWholeOnPortable() => Check<Rnn37x17.Portable>();

    private static void Check<TKernel>()
        where TKernel : struct, IRnnKernel
    {
        Kernel kernel = new Kernel<TKernel>();
        using DrawnModel whole = new(kernel, new(37, 17, 11)), fused = new(kernel, new(37, 17, 11)), stored = new(kernel, new(37, 17, 11));
        whole.Trainer.Step();
        whole.Trainer.Step();
        for (int step = 0; step < 2; step++)
        {
            StepInParts<TKernel>(fused.Trainer.Model.Buffers, storesGradients: false);
            StepInParts<TKernel>(stored.Trainer.Model.Buffers, storesGradients: true);
        }

        Assert.Equal(DrawnModel.Bits(whole.Trainer.Model), DrawnModel.Bits(fused.Trainer.Model));
        Assert.Equal(DrawnModel.Bits(whole.Trainer.Model), DrawnModel.Bits(stored.Trainer.Model));
    }

    private static void StepInParts<TKernel>(in Buffers b, bool storesGradients)
        where TKernel : struct, IRnnKernel
    {
        TKernel.ForwardRecurrence(b, 0, 1);
        InParts(b, TKernel.Logits, RowRanges);
        InParts(b, TKernel.SoftmaxCrossEntropy, RowRanges);
        InParts(b, TKernel.HiddenGradient, RowRanges);
        TKernel.BackwardRecurrence(b, 0, 1);
        if (storesGradients)
        {
            InParts(b, TKernel.RecurrentGradient, HiddenRanges);
            InParts(b, TKernel.OutputGradient, VocabRanges);
        }

        InParts(b, storesGradients ? TKernel.AdagradRecurrent : TKernel.UpdateRecurrentWeights, HiddenRanges);
        InParts(b, storesGradients ? TKernel.AdagradOutput : TKernel.UpdateOutputWeights, VocabRanges);
        InParts(b, TKernel.TransposeOutputWeights, BlockRanges);
        TKernel.InputAndBiasGradients(b);
        TKernel.UpdateInputWeightsAndBiases(b);
        b.LastHidden.CopyTo(b.FirstHidden);
    }

    private static void InParts(in Buffers b, RangeOperation operation, (int Begin, int End)[] ranges)
    {
        foreach ((int begin, int end) in ranges)
            operation(b, begin, end);
    }

    private delegate void RangeOperation(in Buffers b, int begin, int end);
}
