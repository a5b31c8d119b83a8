using CharRnnFast.Kernels;
using CharRnnFast.Model;
using Xunit;

namespace CharRnnFast.Tests.Kernels;

/// <summary>Every operation on a range of its outputs writes that range and nothing else: in parts, in any order, the step is the same.</summary>
public sealed class RangeTests
{
    private static readonly (int Begin, int End)[] StreamRanges = [(5, 7), (0, 1), (1, 5)];

    [FactOn(InstructionSet.Avx512)]
    public void PartsGiveTheWholeOnAvx512() => Check<Rnn37x17.Avx512>();

    [FactOn(InstructionSet.Avx2)]
    public void PartsGiveTheWholeOnAvx2() => Check<Rnn37x17.Avx2>();

    [FactOn(InstructionSet.AdvSimd)]
    public void PartsGiveTheWholeOnAdvSimd() => Check<Rnn37x17.AdvSimd>();

    [Fact]
    public void PartsGiveTheWholeOnPortable() => Check<Rnn37x17.Portable>();

    [FactOn(InstructionSet.Avx512)]
    public void PartsGiveTheWholeWithSplitRowsOnAvx512() => Check<Rnn100x65.Avx512>();

    [FactOn(InstructionSet.Avx2)]
    public void PartsGiveTheWholeWithSplitRowsOnAvx2() => Check<Rnn100x65.Avx2>();

    private static void Check<TKernel>()
        where TKernel : struct, IRnnKernel
    {
        Check<TKernel>(new(TKernel.Hidden, TKernel.Vocab, 11));
        Check<TKernel>(new(TKernel.Hidden, TKernel.Vocab, 2, 7));
    }

    private static void Check<TKernel>(ModelShape shape)
        where TKernel : struct, IRnnKernel
    {
        Kernel kernel = new Kernel<TKernel>();
        using DrawnModel whole = new(kernel, shape), fused = new(kernel, shape), stored = new(kernel, shape);
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
        InParts(b, TKernel.ForwardRecurrence, Streams(b));
        InParts(b, TKernel.Logits, Rows(b));
        InParts(b, TKernel.SoftmaxCrossEntropy, Rows(b));
        InParts(b, TKernel.HiddenGradient, Rows(b));
        InParts(b, TKernel.BackwardRecurrence, Streams(b));
        if (storesGradients)
        {
            InParts(b, TKernel.RecurrentGradient, Ranges(b.HiddenSize));
            InParts(b, TKernel.OutputGradient, Ranges(b.VocabSize));
        }

        InParts(b, storesGradients ? TKernel.AdagradRecurrent : TKernel.UpdateRecurrentWeights, Ranges(b.HiddenSize));
        InParts(b, storesGradients ? TKernel.AdagradOutput : TKernel.UpdateOutputWeights, Ranges(b.VocabSize));
        InParts(b, TKernel.TransposeRecurrentWeights, BlockRanges(b.HiddenSize));
        InParts(b, TKernel.TransposeOutputWeights, BlockRanges(b.VocabSize));
        TKernel.InputAndBiasGradients(b);
        TKernel.UpdateInputWeightsAndBiases(b);
        b.LastHidden.CopyTo(b.FirstHidden);
    }

    private static (int Begin, int End)[] Streams(in Buffers b) => b.BatchSize == 1 ? [(0, 1)] : StreamRanges;

    private static (int Begin, int End)[] Rows(in Buffers b) => [(4, b.Rows), (0, 1), (1, 4)];

    // No range begins or ends with a tile, but those of the transpositions begin with a block.
    private static (int Begin, int End)[] Ranges(int size) => [(13, size), (0, 1), (8, 13), (1, 8)];

    private static (int Begin, int End)[] BlockRanges(int size) => [(16, size), (0, 8), (8, 16)];

    private static void InParts(in Buffers b, RangeOperation operation, (int Begin, int End)[] ranges)
    {
        foreach ((int begin, int end) in ranges)
            operation(b, begin, end);
    }

    private delegate void RangeOperation(in Buffers b, int begin, int end);
}
