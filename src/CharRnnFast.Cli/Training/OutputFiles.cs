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
        CheckDistinct(options);
        CheckpointWriter writer = new(options.CheckpointPath);
        bool continues = stored is not null && FileTarget.AreSame(stored.Path, writer.Path);
        if (writer.TargetExists && !options.Overwrite) CheckReplaceable(writer.Path, continues ? stored : null);
        return new(writer, StartLog(options, stored));
    }

    private static void CheckDistinct(TrainOptions options)
    {
        string checkpoint = options.CheckpointPath;
        string temporary = checkpoint + ".tmp";
        if (options.Text.Path is string text)
        {
            Refuse("--checkpoint", checkpoint, "TEXT", text);
            Refuse("the temporary file of --checkpoint", temporary, "TEXT", text);
            if (options.Log is not null) Refuse("--log", options.Log, "TEXT", text);
        }

        if (options.Log is null) return;
        Refuse("--log", options.Log, "--checkpoint", checkpoint);
        Refuse("--log", options.Log, "the temporary file of --checkpoint", temporary);
        if (options.Resume is not null) Refuse("--log", options.Log, "--resume", options.Resume);
    }

    private static void Refuse(string what, string path, string other, string otherPath)
    {
        if (FileTarget.AreSame(path, otherPath) || Path.GetFullPath(path) == Path.GetFullPath(otherPath))
            throw new UsageException($"{what} and {other} are one file, {Display.Path(path)}; give each a file of its own");
    }

    private static void CheckReplaceable(string path, Checkpoint? continued)
    {
        string shown = Display.Path(path);
        if (continued is null)
            throw new CharRnnException($"{shown} exists; go on with --resume PATH, replace it with --overwrite, or choose another --checkpoint");
        if (continued.IsForeign || continued.HasUnknownTensors)
            throw new CharRnnException($"{shown} holds what a save would lose; replace it with --overwrite, or choose another --checkpoint");
    }

    private static LogStart? StartLog(TrainOptions options, Checkpoint? stored)
    {
        if (options.Log is not string path) return null;
        return stored is null ? LogStart.Fresh(path, options.Overwrite) : LogStart.Resume(path, stored.Metadata.Iteration ?? 0);
    }
}
