namespace CharRnnFast.Model;

/// <summary>The four sizes of a training run.</summary>
/// <param name="HiddenSize">H, 1 to 1024.</param>
/// <param name="VocabSize">V, 2 to 1024.</param>
/// <param name="SequenceLength">T, 1 to 1024.</param>
/// <param name="BatchSize">B, the number of parallel streams.</param>
public readonly record struct ModelShape(int HiddenSize, int VocabSize, int SequenceLength, int BatchSize = 1)
{
    /// <summary>Weights and biases: HV + HH + VH + H + V.</summary>
    public int Parameters => (2 * HiddenSize * VocabSize) + (HiddenSize * HiddenSize) + HiddenSize + VocabSize;

    /// <summary>Multiply-adds of a step: 3 (H H + H V) for each symbol, forward, backward and in the weights' gradients.</summary>
    public long MultiplyAdds => 3L * BatchSize * SequenceLength * HiddenSize * (HiddenSize + VocabSize);
}
