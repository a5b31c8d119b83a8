using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CharRnnFast.Kernels;

/// <summary>The processor this runs on, whatever the executable was compiled for.</summary>
internal static class Processor
{
    // Intel 64 manual, CPUID: leaf 1, ECX; leaf 7, EBX.
    private const int FmaAndOsXsave = (1 << 12) | (1 << 27);
    private const int Avx2 = 1 << 5;
    private const int Avx512 = (1 << 16) | (1 << 17) | (1 << 28) | (1 << 30) | (1 << 31);

    /// <summary>The best instruction set that the processor has, of those that kernels are generated for.</summary>
    public static InstructionSet BestInstructionSet { get; } = Detect();

    private static InstructionSet Detect()
    {
        if (AdvSimd.Arm64.IsSupported) return InstructionSet.AdvSimd;
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7) return InstructionSet.Portable;
        int leaf1 = X86Base.CpuId(1, 0).Ecx;
        int leaf7 = X86Base.CpuId(7, 0).Ebx;
        if ((leaf1 & FmaAndOsXsave) != FmaAndOsXsave || (leaf7 & Avx2) == 0) return InstructionSet.Portable;
        return (leaf7 & Avx512) == Avx512 ? InstructionSet.Avx512 : InstructionSet.Avx2;
    }
}
