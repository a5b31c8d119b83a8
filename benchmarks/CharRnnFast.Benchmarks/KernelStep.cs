using BenchmarkDotNet.Attributes;
using CharRnnFast.Kernels;
using CharRnnFast.Training;

namespace CharRnnFast.Benchmarks;

/// <summary>The whole training step on each instruction set of this machine.</summary>
public class KernelStep
{
    private readonly UniformSymbols _symbols = new();
    private Trainer? _trainer;

    public static IEnumerable<InstructionSet> Sets => Tables.InstructionSets;

    public static IEnumerable<int> HiddenSizes => Sizes.OfSteps;

    [ParamsSource(nameof(Sets))]
    public InstructionSet Set { get; set; }

    [ParamsSource(nameof(HiddenSizes))]
    public int Hidden { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _trainer = new(Tables.Of(Set).For(Hidden, Sizes.Vocab), new(Hidden, Sizes.Vocab, Sizes.Steps));
        _trainer.Model.Initialize(seed: 1);
    }

    [GlobalCleanup]
    public void Free() => _trainer?.Dispose();

    [Benchmark]
    [MultiplyAdds(3, 3)]
    public double Step()
    {
        _symbols.Next(_trainer!.Inputs, _trainer.Targets);
        return _trainer.Step();
    }
}
