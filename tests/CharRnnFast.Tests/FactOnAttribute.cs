using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using CharRnnFast.Kernels;
using Xunit;

namespace CharRnnFast.Tests;

/// <summary>A fact about one instruction set; skipped, with the reason, on a machine that lacks it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactOnAttribute : FactAttribute
{
    public FactOnAttribute(InstructionSet instructionSet)
    {
        InstructionSet = instructionSet;
        if (!IsSupported(instructionSet))
        {
            Skip = $"this machine (or the runtime's settings) has no {instructionSet}";
        }
    }

    public InstructionSet InstructionSet { get; }

    public static bool IsSupported(InstructionSet instructionSet) => instructionSet switch
    {
        InstructionSet.Avx512 => Avx512F.IsSupported,
        InstructionSet.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        InstructionSet.AdvSimd => AdvSimd.Arm64.IsSupported,
        InstructionSet.Portable => true,
        _ => throw new ArgumentOutOfRangeException(nameof(instructionSet), instructionSet, null),
    };
}
