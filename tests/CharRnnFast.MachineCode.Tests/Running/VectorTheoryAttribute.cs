namespace CharRnnFast.MachineCode.Tests.Running;

/// <summary>A test of what the JIT makes of the x86-64 kernels; skipped on a processor that has none of their instruction sets.</summary>
internal sealed class VectorTheoryAttribute : TheoryAttribute
{
    public VectorTheoryAttribute()
    {
        if (!JitCode.InstructionSets.Any()) Skip = "this machine (or the runtime's settings) has neither Avx512 nor Avx2";
    }
}
