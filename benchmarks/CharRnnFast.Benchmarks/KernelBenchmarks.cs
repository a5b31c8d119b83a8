using BenchmarkDotNet.Attributes;
using CharRnnFast.Kernels;
using CharRnnFast.Training;

namespace CharRnnFast.Benchmarks;

/// <summary>The whole step, and the two routines of the project's title, of one generated kernel on one instruction set.</summary>
public class KernelBenchmarks<TKernel>
    where TKernel : struct, IRnnKernel
{
    private readonly Trainer _trainer = new Kernel<TKernel>().CreateTrainer(Sizes.Shape, storeGradients: true);
    private readonly UniformSymbols _symbols = new();

    [GlobalSetup]
    public void Prepare()
    {
        _trainer.Model.Initialize(seed: 1);
        Step();
    }

    [Benchmark]
    [BenchmarkCategory("whole step")]
    [MultiplyAdds(Sizes.Step)]
    public double Step()
    {
        _symbols.Next(_trainer.Inputs, _trainer.Targets);
        return _trainer.Step();
    }

    [Benchmark]
    [BenchmarkCategory("matrix-vector")]
    [MultiplyAdds(Sizes.Recurrent)]
    public void ForwardRecurrence() => TKernel.ForwardRecurrence(_trainer.Model.Buffers, 0, 1);

    [Benchmark]
    [BenchmarkCategory("outer product, clip, Adagrad")]
    [MultiplyAdds(Sizes.Recurrent)]
    public void UpdateRecurrentWeights() => TKernel.UpdateRecurrentWeights(_trainer.Model.Buffers, 0, Sizes.Hidden);

    [Benchmark]
    [BenchmarkCategory("outer product, stored")]
    [MultiplyAdds(Sizes.Recurrent)]
    public void RecurrentGradient() => TKernel.RecurrentGradient(_trainer.Model.Buffers, 0, Sizes.Hidden);
}
