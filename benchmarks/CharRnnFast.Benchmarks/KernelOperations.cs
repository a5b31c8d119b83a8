using BenchmarkDotNet.Attributes;
using CharRnnFast.Kernels;
using CharRnnFast.Training;

namespace CharRnnFast.Benchmarks;

/// <summary>Each operation of one generated kernel on one instruction set, over its whole range.</summary>
public class KernelOperations<TKernel>
    where TKernel : struct, IRnnKernel
{
    private readonly Trainer _trainer = new Kernel<TKernel>().CreateTrainer(new(Sizes.Hidden, Sizes.Vocab, Sizes.Steps), storeGradients: true);

    /// <summary>One size only: for the table.</summary>
    [Params(Sizes.Hidden)]
    public int Hidden { get; set; }

    private ref readonly Buffers Buffers => ref _trainer.Model.Buffers;

    [GlobalSetup]
    public void Prepare()
    {
        _trainer.Model.Initialize(seed: 1);
        new UniformSymbols().Next(_trainer.Inputs, _trainer.Targets);
        _trainer.ComputeGradients();
    }

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void ForwardRecurrence() => TKernel.ForwardRecurrence(Buffers, 0, 1);

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void Logits() => TKernel.Logits(Buffers, 0, Sizes.Steps);

    [Benchmark]
    public void Softmax() => TKernel.Softmax(Buffers, 0, Sizes.Steps);

    [Benchmark]
    public void SoftmaxCrossEntropy() => TKernel.SoftmaxCrossEntropy(Buffers, 0, Sizes.Steps);

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void HiddenGradient() => TKernel.HiddenGradient(Buffers, 0, Sizes.Steps);

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void BackwardRecurrence() => TKernel.BackwardRecurrence(Buffers, 0, 1);

    [Benchmark]
    public void InputAndBiasGradients() => TKernel.InputAndBiasGradients(Buffers);

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void RecurrentGradient() => TKernel.RecurrentGradient(Buffers, 0, Sizes.Hidden);

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void OutputGradient() => TKernel.OutputGradient(Buffers, 0, Sizes.Vocab);

    [Benchmark]
    [MultiplyAdds(1, 0)]
    public void UpdateRecurrentWeights() => TKernel.UpdateRecurrentWeights(Buffers, 0, Sizes.Hidden);

    [Benchmark]
    [MultiplyAdds(0, 1)]
    public void UpdateOutputWeights() => TKernel.UpdateOutputWeights(Buffers, 0, Sizes.Vocab);

    [Benchmark]
    public void UpdateInputWeightsAndBiases() => TKernel.UpdateInputWeightsAndBiases(Buffers);

    [Benchmark]
    public void AdagradRecurrent() => TKernel.AdagradRecurrent(Buffers, 0, Sizes.Hidden);

    [Benchmark]
    public void AdagradOutput() => TKernel.AdagradOutput(Buffers, 0, Sizes.Vocab);

    [Benchmark]
    public void TransposeRecurrentWeights() => TKernel.TransposeRecurrentWeights(Buffers, 0, Sizes.Hidden);

    [Benchmark]
    public void TransposeOutputWeights() => TKernel.TransposeOutputWeights(Buffers, 0, Sizes.Vocab);
}
