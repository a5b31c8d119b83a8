using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Files;
using CharRnnFast.Logs;

namespace CharRnnFast.Cli.Training;

/// <summary>The files that a run writes, checked before it begins; nothing is touched yet.</summary>
/// <param name="Checkpoint">Where the model goes.</param>
/// <param name="Best">Where the best model on the held-out text goes; null: nothing is held out.</param>
/// <param name="Log">How the log begins; null: no log.</param>
internal sealed record OutputFiles(CheckpointWriter Checkpoint, CheckpointWriter? Best, LogStart? Log)
{
    /// <summary>Checks the paths against each other, the text, and what exists.</summary>
    /// <exception cref="UsageException">Two of them are one file.</exception>
    /// <exception cref="CharRnnException">A file is in the way, or cannot be written.</exception>
    public static OutputFiles Check(TrainOptions options, Checkpoint? stored)
    {
        CheckpointWriter writer = new(options.CheckpointPath);
        CheckpointWriter? best = ValidationRules.ShareFor(options, stored) > 0 ? new(options.BestPath) : null;
        CheckDistinct(options, writer, "--checkpoint");
        if (best is not null) CheckDistinct(options, best, "the .best of --checkpoint");
        if (stored is not null) CheckResumed(stored.Path, writer, best);
        bool continues = stored is not null && !options.NewText && FileTarget.AreSame(stored.Path, writer.Path);
        if (writer.TargetExists && !options.Overwrite) CheckReplaceable(options, writer.Path, continues ? stored : null);
        if (best is { TargetExists: true } && !options.Overwrite) CheckBestReplaceable(options, best.Path, continues);
        return new(writer, best, StartLog(options, stored));
    }

    private static void CheckDistinct(TrainOptions options, CheckpointWriter writer, string name)
    {
        foreach (string text in options.Text.Locations)
        {
            FileTarget.CheckReadable(text);
            if (writer.Overwrites(text)) throw OneFile(name, "TEXT", text);
            if (options.Log is not null && FileTarget.AreSame(options.Log, text)) throw OneFile("--log", "TEXT", text);
        }

        if (options.Log is not string log) return;
        if (writer.Overwrites(log)) throw OneFile(name, "--log", log);
        if (options.Resume is string resumed && FileTarget.AreSame(log, resumed)) throw OneFile("--resume", "--log", log);
    }

    private static void CheckResumed(string path, params ReadOnlySpan<CheckpointWriter?> writers)
    {
        foreach (CheckpointWriter? writer in writers)
            if (writer?.Destroys(path) == true) throw new UsageException(Messages.WouldEmptyResumed(writer.Path, path));
    }

    private static UsageException OneFile(string option, string other, string path) =>
        new(Messages.WouldBeOneFile(option, other, path, "give each a file of its own"));

    private static void CheckReplaceable(TrainOptions options, string path, Checkpoint? continued)
    {
        if (continued is null)
            throw new CharRnnException(options.NewText ? Messages.NewTextDoesNotContinue(path) : Messages.CheckpointExists(path));

        if (continued.IsForeign || continued.HasUnknownTensors)
            throw new CharRnnException(Messages.SaveWouldLose(path));
    }

    private static void CheckBestReplaceable(TrainOptions options, string path, bool continues)
    {
        if (!continues) throw new CharRnnException(Messages.BestExists(path));
        using Checkpoint best = Checkpoints.Checkpoint.Open(path);
        CheckReplaceable(options, path, best);
    }

    private static LogStart? StartLog(TrainOptions options, Checkpoint? stored)
    {
        if (options.Log is not string path) return null;
        bool isFresh = stored is null || options.NewText;
        return isFresh ? LogStart.Fresh(path, options.Overwrite) : LogStart.Resume(path, stored!.Metadata.Iteration ?? 0);
    }
}
