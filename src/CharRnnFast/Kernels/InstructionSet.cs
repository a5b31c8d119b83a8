namespace CharRnnFast.Kernels;

/// <summary>The instruction sets kernels are generated for, in ascending order of preference on one machine.</summary>
public enum InstructionSet
{
    /// <summary>Scalar C# with <see cref="MathF.FusedMultiplyAdd"/>: the definition that every other set equals bit for bit.</summary>
    Portable,

    /// <summary>Arm64 Advanced SIMD, 128-bit registers.</summary>
    AdvSimd,

    /// <summary>x86-64-v3: AVX2 and FMA, 256-bit registers.</summary>
    Avx2,

    /// <summary>x86-64-v4: AVX-512 F, BW, CD, DQ, VL; 512-bit and 256-bit registers.</summary>
    Avx512,
}
