using BenchmarkDotNet.Attributes;

namespace CharRnnFast.Benchmarks;

/// <summary>The whole training step over arrays, at the sizes of <see cref="KernelStep"/>.</summary>
public class ArrayStep<TLoops>
    where TLoops : struct, IVectorLoops
{
    private readonly UniformSymbols _symbols = new();
    private ArrayRnn<TLoops> _model = new(Sizes.Hidden);

    public static IEnumerable<int> HiddenSizes => Sizes.OfSteps;

    [ParamsSource(nameof(HiddenSizes))]
    public int Hidden { get; set; }

    [GlobalSetup]
    public void Prepare() => _model = new(Hidden);

    [Benchmark]
    [MultiplyAdds(3, 3)]
    public double Step()
    {
        _symbols.Next(_model.Inputs, _model.Targets);
        return _model.Step();
    }
}
