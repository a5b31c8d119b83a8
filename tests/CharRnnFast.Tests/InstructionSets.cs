using CharRnnFast.Kernels;
using CharRnnFast.Steps;
using Xunit;

namespace CharRnnFast.Tests;

/// <summary>Theory data: each instruction set that this machine runs.</summary>
internal sealed class InstructionSets : TheoryData<InstructionSet>
{
    public InstructionSets()
    {
        foreach (InstructionSet instructionSet in Enum.GetValues<InstructionSet>().Where(IsSupported))
            Add(instructionSet);
    }

    public static bool IsSupported(InstructionSet instructionSet) => new FactOnAttribute(instructionSet).Skip is null;

    /// <summary>The smallest of the test project's kernels that holds a model, on a given instruction set.</summary>
    public static Kernel Kernel(InstructionSet instructionSet, int hiddenSize, int vocabSize)
    {
        KernelTable table = instructionSet switch
        {
            InstructionSet.Avx512 => RnnKernelTable.Avx512(),
            InstructionSet.Avx2 => RnnKernelTable.Avx2(),
            InstructionSet.AdvSimd => RnnKernelTable.AdvSimd(),
            InstructionSet.Portable => RnnKernelTable.Portable(),
            _ => throw new ArgumentOutOfRangeException(nameof(instructionSet), instructionSet, null),
        };
        return table.Find(hiddenSize, vocabSize) ?? throw new ArgumentException($"no test kernel holds {hiddenSize}x{vocabSize}");
    }
}
