using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Files;

namespace CharRnnFast.Cli.Training;

/// <summary>The model that <c>--resume</c> goes on with.</summary>
internal static class ResumedModel
{
    /// <summary>
    /// Opens it: the file that is named, or the temporary file beside the checkpoint, where a save left the same run further on.
    /// </summary>
    /// <exception cref="UsageException">An option differs from what is stored.</exception>
    /// <exception cref="CharRnnException">It cannot be used, or another run is saving.</exception>
    public static Checkpoint? Open(TrainOptions options)
    {
        if (options.Resume.Value is not string path) return null;
        CheckNotMissing(path, options.Checkpoint.Value);
        Checkpoint stored = Checkpoint.Open(path);
        ResumeRules.Check(options, stored);
        if (options.NewText.IsGiven) return stored;
        using CheckpointWriter writer = new(options.CheckpointPath);
        Checkpoint? leftover = writer.OpenLeftover();
        bool isLater = leftover?.IsOfSameRun(stored) == true && leftover.Metadata.Iteration > stored.Metadata.Iteration;
        (isLater ? stored : leftover)?.Dispose();
        return isLater ? leftover : stored;
    }

    // What the first save of a run leaves that was cut off in its last step.
    private static void CheckNotMissing(string path, string? checkpoint)
    {
        string temporary = path + CheckpointWriter.TemporarySuffix;
        if (FileTarget.Exists(path) || !FileTarget.Exists(temporary)) return;
        using CheckpointWriter writer = new(path);
        using Checkpoint? leftover = writer.OpenLeftover();
        if (leftover is null) return;
        string[] words = checkpoint is null ? [temporary, $"--checkpoint={path}"] : [temporary];
        string command = Invocation.With(path, ShellQuoting.Join(words));
        throw new CharRnnException(Messages.IsLeftBeside(path, temporary, leftover.Metadata.Iteration ?? 0, command));
    }
}
