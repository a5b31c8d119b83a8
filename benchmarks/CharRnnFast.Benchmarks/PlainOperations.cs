using BenchmarkDotNet.Attributes;

namespace CharRnnFast.Benchmarks;

/// <summary>All operations in plain loops, with those that System.Numerics.Tensors does not have.</summary>
public class PlainOperations : ArrayOperations<PlainLoops>
{
    [Benchmark]
    public void TransposeRecurrentWeights() => Model.TransposeRecurrentWeights();

    [Benchmark]
    public void TransposeOutputWeights() => Model.TransposeOutputWeights();
}
