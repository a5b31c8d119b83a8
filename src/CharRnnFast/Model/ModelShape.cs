namespace CharRnnFast.Model;

/// <summary>The four sizes of a training run.</summary>
/// <param name="HiddenSize">H, 1 to <see cref="MaxHiddenSize"/>.</param>
/// <param name="VocabSize">V, <see cref="MinVocabSize"/> to <see cref="MaxVocabSize"/>.</param>
/// <param name="SequenceLength">T, 1 to <see cref="MaxSequenceLength"/>.</param>
/// <param name="BatchSize">B, the number of parallel streams, 1 to <see cref="MaxBatchSize"/>.</param>
public readonly record struct ModelShape(int HiddenSize, int VocabSize, int SequenceLength, int BatchSize = 1)
{
    /// <summary>Largest H.</summary>
    public const int MaxHiddenSize = 1024;

    /// <summary>Smallest V: with one symbol there is nothing to learn.</summary>
    public const int MinVocabSize = 2;

    /// <summary>Largest V.</summary>
    public const int MaxVocabSize = 1024;

    /// <summary>Largest T.</summary>
    public const int MaxSequenceLength = 1024;

    /// <summary>Largest B.</summary>
    public const int MaxBatchSize = 256;

    /// <summary>Weights and biases: HV + HH + VH + H + V.</summary>
    public int Parameters => (2 * HiddenSize * VocabSize) + (HiddenSize * HiddenSize) + HiddenSize + VocabSize;

    /// <summary>Multiply-adds of a step: 3 (H H + H V) for each symbol, forward, backward and in the weights' gradients.</summary>
    public long MultiplyAdds => 3L * BatchSize * SequenceLength * HiddenSize * (HiddenSize + VocabSize);

    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    internal void ThrowIfOutOfRange()
    {
        Check(HiddenSize, 1, MaxHiddenSize, nameof(HiddenSize));
        Check(VocabSize, MinVocabSize, MaxVocabSize, nameof(VocabSize));
        Check(SequenceLength, 1, MaxSequenceLength, nameof(SequenceLength));
        Check(BatchSize, 1, MaxBatchSize, nameof(BatchSize));

        static void Check(int size, int min, int max, string name)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, min, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(size, max, name);
        }
    }
}
