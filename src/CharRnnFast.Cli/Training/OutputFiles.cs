using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Files;
using CharRnnFast.Logs;

namespace CharRnnFast.Cli.Training;

/// <summary>The files that a run writes, checked before it begins; nothing is touched yet.</summary>
/// <param name="Checkpoint">Where the model goes.</param>
/// <param name="Log">How the log begins; null: no log.</param>
internal sealed record OutputFiles(CheckpointWriter Checkpoint, LogStart? Log)
{
    /// <summary>Checks the paths against each other, the text, and what exists.</summary>
    /// <exception cref="UsageException">Two of them are one file.</exception>
    /// <exception cref="CharRnnException">A file is in the way, or cannot be written.</exception>
    public static OutputFiles Check(TrainOptions options, Checkpoint? stored)
    {
        CheckpointWriter writer = new(options.CheckpointPath);
        CheckDistinct(options, writer);
        if (stored is not null) CheckResumed(stored.Path, writer);
        bool continues = stored is not null && !options.NewText && FileTarget.AreSame(stored.Path, writer.Path);
        if (writer.TargetExists && !options.Overwrite) CheckReplaceable(writer.Path, continues ? stored : null, options.NewText);
        return new(writer, StartLog(options, stored));
    }

    private static void CheckDistinct(TrainOptions options, CheckpointWriter writer)
    {
        if (options.Text.Location is string text)
        {
            FileTarget.CheckReadable(text);
            if (writer.Overwrites(text)) throw OneFile("--checkpoint", "TEXT", text);
            if (options.Log is not null && FileTarget.AreSame(options.Log, text)) throw OneFile("--log", "TEXT", text);
        }

        if (options.Log is not string log) return;
        if (writer.Overwrites(log)) throw OneFile("--checkpoint", "--log", log);
        if (options.Resume is string resumed && FileTarget.AreSame(log, resumed)) throw OneFile("--resume", "--log", log);
    }

    private static void CheckResumed(string path, CheckpointWriter writer)
    {
        if (!writer.Destroys(path)) return;
        string shown = Display.Path(path);
        throw new UsageException($"saving to {Display.Path(writer.Path)} would first empty {shown}, which --resume reads; rename {shown}");
    }

    private static UsageException OneFile(string option, string other, string path) =>
        new($"{option} and {other} would be one file, {Display.Path(path)}; give each a file of its own");

    private static void CheckReplaceable(string path, Checkpoint? continued, bool newText)
    {
        string shown = Display.Path(path);
        if (newText)
        {
            throw new CharRnnException(
                $"{shown} exists, and --new-text does not continue it; replace it with --overwrite, or choose another --checkpoint");
        }

        if (continued is null)
        {
            throw new CharRnnException(
                $"{shown} exists; go on with --resume {shown}, replace it with --overwrite, or choose another --checkpoint");
        }

        if (continued.IsForeign || continued.HasUnknownTensors)
        {
            throw new CharRnnException(
                $"{shown} holds what a save would lose; replace it with --overwrite, or choose another --checkpoint");
        }
    }

    private static LogStart? StartLog(TrainOptions options, Checkpoint? stored)
    {
        if (options.Log is not string path) return null;
        bool isFresh = stored is null || options.NewText;
        return isFresh ? LogStart.Fresh(path, options.Overwrite) : LogStart.Resume(path, stored!.Metadata.Iteration ?? 0);
    }
}
