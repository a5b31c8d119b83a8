namespace CharRnnFast.Benchmarks;

/// <summary>The benchmark classes.</summary>
internal static class BenchmarkTypes
{
    public static IEnumerable<Type> All =>
    [
        typeof(PlainOperations),
        typeof(ArrayOperations<TensorPrimitivesLoops>),
        typeof(KernelOperations),
        typeof(ArrayStep<PlainLoops>),
        typeof(ArrayStep<TensorPrimitivesLoops>),
        typeof(KernelStep),
        typeof(CellStep),
        typeof(GeneratorCost),
    ];
}
