using BenchmarkDotNet.Attributes;

namespace CharRnnFast.Benchmarks;

/// <summary>The same work in plain C# loops: the baseline.</summary>
public class PlainBenchmarks
{
    private readonly PlainRnn _model = new();
    private readonly UniformSymbols _symbols = new();

    [GlobalSetup]
    public void Prepare() => Step();

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("whole step")]
    [MultiplyAdds(Sizes.Step)]
    public double Step()
    {
        _symbols.Next(_model.Inputs, _model.Targets);
        return _model.Step();
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("matrix-vector")]
    [MultiplyAdds(Sizes.Recurrent)]
    public void ForwardRecurrence() => _model.ForwardRecurrence();

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("outer product, clip, Adagrad")]
    [MultiplyAdds(Sizes.Recurrent)]
    public void UpdateRecurrentWeights()
    {
        _model.RecurrentGradient();
        _model.UpdateRecurrentWeights();
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("outer product, stored")]
    [MultiplyAdds(Sizes.Recurrent)]
    public void RecurrentGradient() => _model.RecurrentGradient();
}
