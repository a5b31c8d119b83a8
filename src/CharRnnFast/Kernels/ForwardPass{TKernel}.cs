using CharRnnFast.Model;

namespace CharRnnFast.Kernels;

/// <summary>The forward pass on one kernel; each step is a recurrence of its own, so that it sums in the order of t = 0.</summary>
internal sealed class ForwardPass<TKernel>(ModelMemory model, int rows) : ForwardPass(model, rows)
    where TKernel : struct, IRnnKernel
{
    private protected override void RunRecurrence() => TKernel.ForwardRecurrence(Step, 0, 1);

    private protected override void RunLogits(int rows) => TKernel.Logits(Buffers, 0, rows);

    private protected override void RunSoftmax() => TKernel.Softmax(Buffers, 0, 1);

    private protected override void RunSoftmaxCrossEntropy(int rows) => TKernel.SoftmaxCrossEntropy(Buffers, 0, rows);
}
