namespace CharRnnFast.Kernels;

/// <summary>The kernels of one instruction set that were compiled in, smallest first. A model runs on the first one that holds it.</summary>
public sealed class KernelTable
{
    /// <summary>A table of kernels in ascending order of hidden, then vocabulary size.</summary>
    public KernelTable(InstructionSet instructionSet, IReadOnlyList<Kernel> kernels)
    {
        InstructionSet = instructionSet;
        Kernels = kernels;
        foreach (Kernel kernel in kernels)
        {
            LargestHidden = Math.Max(LargestHidden, kernel.Hidden);
            LargestVocab = Math.Max(LargestVocab, kernel.Vocab);
        }
    }

    /// <summary>The instruction set of all kernels of the table.</summary>
    public InstructionSet InstructionSet { get; }

    /// <summary>The kernels in the order in which they are tried.</summary>
    public IReadOnlyList<Kernel> Kernels { get; }

    /// <summary>Largest hidden size that a kernel holds.</summary>
    public int LargestHidden { get; }

    /// <summary>Largest vocabulary size that a kernel holds.</summary>
    public int LargestVocab { get; }

    /// <summary>The smallest kernel that holds a model, or null.</summary>
    public Kernel? Find(int hiddenSize, int vocabSize)
    {
        foreach (Kernel kernel in Kernels)
            if (kernel.Hidden >= hiddenSize && kernel.Vocab >= vocabSize)
                return kernel;
        return null;
    }
}
