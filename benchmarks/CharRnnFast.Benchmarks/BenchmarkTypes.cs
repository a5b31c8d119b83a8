using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using CharRnnFast.Kernels;

namespace CharRnnFast.Benchmarks;

/// <summary>The benchmark classes, with every kernel that this machine runs as a type argument.</summary>
internal static class BenchmarkTypes
{
    public static IReadOnlyList<KernelTable> Tables { get; } = [.. SupportedTables()];

    public static IEnumerable<Type> All =>
    [
        typeof(PlainOperations),
        typeof(ArrayOperations<TensorPrimitivesLoops>),
        .. Tables.Select(table => Of(typeof(KernelOperations<>), table.Find(Sizes.Hidden, Sizes.Vocab)!)),
        typeof(ArrayStep<PlainLoops>),
        typeof(ArrayStep<TensorPrimitivesLoops>),
        .. Tables.SelectMany(table => table.Kernels).Select(kernel => Of(typeof(KernelStep<>), kernel)),
        typeof(GeneratorCost),
    ];

    private static Type Of(Type benchmarks, Kernel kernel) => benchmarks.MakeGenericType(kernel.GetType().GenericTypeArguments);

    private static IEnumerable<KernelTable> SupportedTables()
    {
        yield return RnnKernelTable.Portable();
        if (AdvSimd.Arm64.IsSupported)
            yield return RnnKernelTable.AdvSimd();
        if (Avx2.IsSupported && Fma.IsSupported)
            yield return RnnKernelTable.Avx2();
        if (Avx512F.VL.IsSupported && Avx512DQ.IsSupported)
            yield return RnnKernelTable.Avx512();
    }
}
