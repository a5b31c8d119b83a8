using System.Collections.Immutable;

namespace CharRnnFast.Generators.Isa;

/// <summary>An instruction set that kernels are generated for.</summary>
internal sealed class InstructionSet(string name)
{
    public static ImmutableArray<InstructionSet> All { get; } = [new("Avx512"), new("Avx2"), new("AdvSimd"), new("Portable")];

    public string Name { get; } = name;
}
