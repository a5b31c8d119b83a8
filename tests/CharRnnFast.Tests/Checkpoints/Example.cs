using CharRnnFast.Checkpoints;
using CharRnnFast.Text;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>Metadata for tests.</summary>
internal static class Example
{
    public static readonly Vocabulary Vocabulary = new(TextEncoding.Utf8, ['\n', 'a', 0xE4, 0x1F600]);

    /// <summary>What a run without the optional parts saves.</summary>
    public static readonly CheckpointMetadata Metadata = new()
    {
        Vocabulary = Vocabulary,
        SequenceLength = 25,
        BatchSize = 1,
        LearningRate = 0.1f,
        Clip = 5,
        Seed = 1,
        Iteration = 1000,
        Position = 25000,
        Epoch = 3,
        SmoothLoss = 49.12345678901234,
        CorpusXxh128 = "11c83d9c1ee368164c0abe17b55db69c",
        CorpusSymbols = 1115394,
    };

    /// <summary>Every value there is.</summary>
    public static readonly CheckpointMetadata FullMetadata = Metadata with
    {
        BatchSize = 2,
        LearningRateDecay = 0.95,
        Validation = 0.05,
        ValidationEvery = 10000,
        Patience = 3,
        BestValidationBitsPerSymbol = 2.0625,
        ValidationsSinceBest = 1,
    };
}
