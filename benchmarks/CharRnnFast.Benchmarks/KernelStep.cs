using BenchmarkDotNet.Attributes;
using CharRnnFast.Kernels;
using CharRnnFast.Training;

namespace CharRnnFast.Benchmarks;

/// <summary>The whole training step at the size of a kernel.</summary>
public class KernelStep<TKernel>
    where TKernel : struct, IRnnKernel
{
    private readonly Trainer _trainer = new Kernel<TKernel>().CreateTrainer(new(TKernel.Hidden, TKernel.Vocab, Sizes.Steps));
    private readonly UniformSymbols _symbols = new();

    public static IEnumerable<int> HiddenSizes => [TKernel.Hidden];

    /// <summary>What the kernel's type says already: for the table.</summary>
    [ParamsSource(nameof(HiddenSizes))]
    public int Hidden { get; set; }

    [GlobalSetup]
    public void Prepare() => _trainer.Model.Initialize(seed: 1);

    [Benchmark]
    [MultiplyAdds(3, 3)]
    public double Step()
    {
        _symbols.Next(_trainer.Inputs, _trainer.Targets);
        return _trainer.Step();
    }
}
