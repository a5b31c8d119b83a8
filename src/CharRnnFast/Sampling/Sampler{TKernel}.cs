using CharRnnFast.Kernels;
using CharRnnFast.Model;

namespace CharRnnFast.Sampling;

/// <summary>The forward step of a sampler on one kernel; T = 1, so that the recurrence sums in the order of t = 0.</summary>
internal sealed class Sampler<TKernel>(ModelMemory model) : Sampler(model)
    where TKernel : struct, IRnnKernel
{
    private protected override void Forward() => TKernel.ForwardRecurrence(Buffers, 0, 1);

    private protected override void ComputeLogits() => TKernel.Logits(Buffers, 0, 1);

    private protected override void ComputeSoftmax() => TKernel.Softmax(Buffers, 0, 1);
}
