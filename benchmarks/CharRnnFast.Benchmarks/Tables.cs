using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using CharRnnFast.Kernels;
using CharRnnFast.Steps;

namespace CharRnnFast.Benchmarks;

/// <summary>The kernels of each instruction set that this machine runs.</summary>
internal static class Tables
{
    private static readonly Dictionary<InstructionSet, KernelTable> BySet = Supported().ToDictionary(table => table.InstructionSet);

    public static IEnumerable<InstructionSet> InstructionSets => BySet.Keys;

    public static KernelTable Of(InstructionSet instructionSet) => BySet[instructionSet];

    private static IEnumerable<KernelTable> Supported()
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
