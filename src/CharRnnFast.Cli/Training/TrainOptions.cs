using System.Globalization;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Training;

/// <summary>A training run as the user asked for it.</summary>
internal sealed class TrainOptions
{
    /// <summary>The default of <c>--checkpoint</c> and of the commands that read one.</summary>
    public const string DefaultCheckpoint = "charrnn.safetensors";

    private const string BestMark = ".best";

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

    /// <summary>Where the best model is saved.</summary>
    public string BestPath => BestPathOf(CheckpointPath);

    /// <summary>
    /// A checkpoint's path with <c>.best</c> before its extension. Of a run that goes on from a best model and is saved there, <c>m.best.safetensors</c>,
    /// the best one is <c>m.best2.safetensors</c>. A model that a failed save left at <c>m.safetensors.tmp</c> is that of <c>m.safetensors</c>.
    /// </summary>
    public static string BestPathOf(string path)
    {
        if (path.EndsWith(CheckpointWriter.TemporarySuffix, StringComparison.Ordinal)) path = path[..^CheckpointWriter.TemporarySuffix.Length];
        string extension = Path.GetExtension(path);
        if (BestNumberOf(extension) > 0) extension = "";
        string stem = path[..^extension.Length];
        int number = BestNumberOf(Path.GetExtension(stem));
        return number == 0 ? $"{stem}{BestMark}{extension}" : $"{Path.ChangeExtension(stem, null)}{BestMark}{number + 1}{extension}";
    }

    /// <summary>1 for <c>.best</c>, N for <c>.bestN</c>, else 0.</summary>
    private static int BestNumberOf(string mark)
    {
        if (mark == BestMark) return 1;
        bool isNumbered = mark.StartsWith(BestMark, StringComparison.Ordinal);
        return isNumbered && int.TryParse(mark.AsSpan(BestMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }
}
