using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;

namespace CharRnnFast.Cli.Training;

/// <summary>The model that <c>--resume</c> goes on with.</summary>
internal static class ResumedModel
{
    /// <summary>Opens it: the file that is named, or the temporary file beside the checkpoint, where a save left the same run further on.</summary>
    /// <exception cref="UsageException">An option differs from what is stored.</exception>
    /// <exception cref="CharRnnException">It cannot be used, or another run is saving.</exception>
    public static Checkpoint? Open(TrainOptions options)
    {
        if (options.Resume is null) return null;
        Checkpoint stored = Checkpoint.Open(options.Resume);
        ResumeRules.Check(options, stored);
        if (options.NewText) return stored;
        using CheckpointWriter writer = new(options.CheckpointPath);
        Checkpoint? leftover = writer.OpenLeftover();
        bool isLater = leftover?.IsOfSameRun(stored) == true && leftover.Metadata.Iteration > stored.Metadata.Iteration;
        (isLater ? stored : leftover)?.Dispose();
        return isLater ? leftover : stored;
    }
}
