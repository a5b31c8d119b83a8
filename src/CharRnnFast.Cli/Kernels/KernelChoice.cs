using CharRnnFast.Kernels;

namespace CharRnnFast.Cli.Kernels;

/// <summary>The kernel that a model runs on.</summary>
internal static class KernelChoice
{
    /// <summary>The smallest compiled-in kernel that holds a model.</summary>
    /// <exception cref="CharRnnException">There is none.</exception>
    public static Kernel For(KernelTable kernels, int hiddenSize, int vocabSize) => kernels.Find(hiddenSize, vocabSize)
        ?? throw new CharRnnException(Messages.NoKernelHolds(hiddenSize, vocabSize));
}
