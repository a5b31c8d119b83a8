using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Training;

/// <summary>A training run as the user asked for it.</summary>
internal sealed class TrainOptions
{
    /// <summary>The default of <c>--checkpoint</c> and of the commands that read one.</summary>
    public const string DefaultCheckpoint = "charrnn.safetensors";

    public required TextSource Text { get; init; }

    public required Setting<long> Hidden { get; init; }

    public required Setting<long> SequenceLength { get; init; }

    public required Setting<long> Batch { get; init; }

    public required Setting<double> LearningRate { get; init; }

    public required Setting<double> LearningRateDecay { get; init; }

    public required Setting<double> Clip { get; init; }

    public required Setting<long> Iterations { get; init; }

    public required Setting<long> Epochs { get; init; }

    public required Setting<long> Seed { get; init; }

    public required Setting<EncodingChoice> Encoding { get; init; }

    public required Setting<long> Threads { get; init; }

    public required string? Checkpoint { get; init; }

    public required Setting<long> CheckpointEvery { get; init; }

    public required string? Resume { get; init; }

    public required bool NewText { get; init; }

    public required bool Overwrite { get; init; }

    public required Setting<double> Validation { get; init; }

    public required Setting<long> ValidationEvery { get; init; }

    public required Setting<long> Patience { get; init; }

    public required string? Log { get; init; }

    public required Setting<long> LogEvery { get; init; }

    public required Setting<long> SampleEvery { get; init; }

    public required Setting<long> SampleLength { get; init; }

    public required bool Quiet { get; init; }

    /// <summary>Where the model is saved.</summary>
    public string CheckpointPath => Checkpoint ?? Resume ?? DefaultCheckpoint;

    /// <summary>Where the best model is saved: <see cref="CheckpointPath"/> with <c>.best</c> before its extension.</summary>
    public string BestPath => Path.ChangeExtension(CheckpointPath, ".best" + Path.GetExtension(CheckpointPath));
}
