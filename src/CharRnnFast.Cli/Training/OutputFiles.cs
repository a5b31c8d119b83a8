using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Files;
using CharRnnFast.Logs;
using CharRnnFast.Model;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// The files that a run writes, checked before it begins and locked against other runs. Nothing in them is touched before
/// <see cref="Prepare"/>. There is no best model where nothing is held out.
/// </summary>
internal sealed record OutputFiles(CheckpointWriter Checkpoint, CheckpointWriter? Best, LogStart? Log) : IDisposable
{
    /// <summary>Whether the run goes on with what the files hold.</summary>
    public bool Continues { get; private init; }

    /// <summary>Whether the model to go on with is in the temporary file, where a save that broke off left it.</summary>
    public bool PlacesCheckpoint { get; private init; }

    private bool PlacesBest { get; init; }
    private bool Overwrites { get; init; }

    /// <summary>Checks the paths against each other, the text, and what exists.</summary>
    /// <exception cref="UsageException">Two of them are one file.</exception>
    /// <exception cref="CharRnnException">A file is in the way, or cannot be written.</exception>
    public static OutputFiles Check(TrainOptions options, Checkpoint? stored)
    {
        CheckpointWriter writer = new(options.CheckpointPath);
        CheckpointWriter? best = options.Validation.Over(stored) > 0 ? new(options.BestPath) : null;
        CheckDistinct(options, writer, options.Checkpoint.Name);
        if (best is not null) CheckDistinct(options, best, $"the .best of {options.Checkpoint.Name}");
        if (stored is not null && best?.IsTemporary(stored.Path) == true)
            throw new UsageException(Messages.WouldEmptyResumed(best.Path, stored.Path));
        writer.Lock();
        best?.Lock();
        bool isSame = stored is not null && FileTarget.AreSame(stored.Path, writer.Path);
        if (isSame) writer.CheckIsStill(stored!);
        bool isLeftover = stored is not null && !options.NewText.IsGiven && writer.IsTemporary(stored.Path);
        bool continues = !options.NewText.IsGiven && (isSame || isLeftover);
        if (writer.TargetExists && !options.Overwrite.IsGiven)
            CheckReplaceable(options, writer.Path, !continues ? null : isLeftover ? OlderThan(stored!, writer.Path) : stored);
        if (best is { TargetExists: true } && !options.Overwrite.IsGiven) CheckBestReplaceable(options, best.Path, continues);
        return new(writer, best, StartLog(options, stored))
        {
            Continues = continues,
            PlacesCheckpoint = isLeftover,
            PlacesBest = continues && best is not null && HasLaterBest(best, stored!),
            Overwrites = options.Overwrite.IsGiven,
        };
    }

    /// <summary>
    /// Makes sure that there will be room for the models and that they may replace what is there; puts in place what broken-off saves left.
    /// </summary>
    /// <exception cref="CharRnnException">They cannot be saved.</exception>
    public void Prepare(CheckpointMetadata metadata, ITensorStore model)
    {
        if (PlacesCheckpoint) Checkpoint.PlaceLeftover();
        if (PlacesBest) Best!.PlaceLeftover();
        Checkpoint.Prepare(metadata, model, Overwrites, staysReserved: true);
        Best?.Prepare(metadata, model, Overwrites);
    }

    /// <summary>Saves what the files that are continued hold already: the last of the checks, and the surest.</summary>
    /// <exception cref="CharRnnException">They cannot be saved.</exception>
    public void Rehearse()
    {
        if (!Continues) return;
        Checkpoint.Rehearse();
        if (Best is { TargetExists: true }) Best.Rehearse();
    }

    public void Dispose()
    {
        Checkpoint.Dispose();
        Best?.Dispose();
    }

    private static void CheckDistinct(TrainOptions options, CheckpointWriter writer, string name)
    {
        foreach (string text in options.Text.Locations)
        {
            FileTarget.CheckReadable(text);
            if (writer.Overwrites(text)) throw OneFile(name, "TEXT", text);
            if (options.Log.Value is not null && FileTarget.AreSame(options.Log.Value, text)) throw OneFile(options.Log.Name, "TEXT", text);
        }

        if (options.Log.Value is not string log) return;
        if (writer.Overwrites(log)) throw OneFile(name, options.Log.Name, log);
        if (options.Resume.Value is string resumed && FileTarget.AreSame(log, resumed))
            throw OneFile(options.Resume.Name, options.Log.Name, log);
    }

    private static UsageException OneFile(string option, string other, string path) =>
        new(Messages.WouldBeOneFile(option, other, path, "give each a file of its own"));

    private static void CheckReplaceable(TrainOptions options, string path, Checkpoint? continued)
    {
        if (continued is null)
            throw new CharRnnException(options.NewText.IsGiven ? Messages.NewTextDoesNotContinue(path) : Messages.CheckpointExists(path));
        if (continued.IsForeign || continued.HasUnknownTensors) throw new CharRnnException(Messages.SaveWouldLose(path));
    }

    private static void CheckBestReplaceable(TrainOptions options, string path, bool continues)
    {
        if (!continues) throw new CharRnnException(Messages.BestExists(path));
        using Checkpoint best = Checkpoints.Checkpoint.Open(path);
        CheckReplaceable(options, path, best);
    }

    // A leftover replaces without asking only an earlier state of its own run.
    private static Checkpoint? OlderThan(Checkpoint leftover, string path)
    {
        using Checkpoint existing = Checkpoints.Checkpoint.Open(path);
        bool isOlder = leftover.IsOfSameRun(existing) && leftover.Metadata.Iteration >= existing.Metadata.Iteration;
        return isOlder ? existing : null;
    }

    private static bool HasLaterBest(CheckpointWriter best, Checkpoint stored)
    {
        using Checkpoint? leftover = best.OpenLeftover();
        if (leftover?.IsOfSameRun(stored) != true) return false;
        if (!best.TargetExists) return true;
        using Checkpoint kept = Checkpoints.Checkpoint.Open(best.Path);
        return leftover.IsOfSameRun(kept) && leftover.Metadata.Iteration > kept.Metadata.Iteration;
    }

    private static LogStart? StartLog(TrainOptions options, Checkpoint? stored)
    {
        if (options.Log.Value is not string path) return null;
        bool isFresh = stored is null || options.NewText.IsGiven;
        return isFresh ? LogStart.Fresh(path, options.Overwrite.IsGiven) : LogStart.Resume(path, stored!.Metadata.Iteration ?? 0);
    }
}
