namespace CharRnnFast.Steps;

/// <summary>A model that none of the kernels compiled in holds.</summary>
internal sealed class NoKernelException(int hiddenSize, int vocabSize) : CharRnnException(Messages.NoKernelHolds(hiddenSize, vocabSize))
{
    /// <summary>H.</summary>
    public int HiddenSize { get; } = hiddenSize;

    /// <summary>V.</summary>
    public int VocabSize { get; } = vocabSize;
}
