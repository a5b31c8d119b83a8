using CharRnnFast.Files;

namespace CharRnnFast.Logs;

/// <summary>What a run is about to do to its log, found out without touching it.</summary>
/// <remarks>Path: as it was given. Seconds: up to the last line that stays. FileBytes: null where whatever is there is replaced.</remarks>
internal sealed record LogStart(string Path, long KeptBytes, long KeptLines, long CutLines, double Seconds, long? FileBytes)
{
    /// <summary>For a fresh run: nothing stays.</summary>
    /// <exception cref="CharRnnException">There is a file and it is not to be replaced, or the path cannot be that of a file.</exception>
    public static LogStart Fresh(string path, bool overwrite)
    {
        string target = FileTarget.Resolve(path);
        if (!overwrite && File.Exists(target)) throw new LogExistsException(path);
        return new(path, 0, 0, 0, 0, overwrite ? null : 0);
    }

    /// <summary>For a resumed run: the whole lines up to the checkpoint's iteration stay.</summary>
    /// <exception cref="CharRnnException">The file is not such a log, cannot be read, or the path cannot be that of a file.</exception>
    public static LogStart Resume(string path, long iteration)
    {
        string target = FileTarget.Resolve(path);
        if (!File.Exists(target)) return new(path, 0, 0, 0, 0, 0);
        return FileErrors.Reading(path, () =>
        {
            using FileStream file = UnlockedFile.OpenStream(target);
            LogScan scan = new(iteration);
            if (!scan.Read(file)) throw new NotALogException(path);
            return new LogStart(path, scan.KeptBytes, scan.KeptLines, scan.CutLines, scan.Seconds, file.Length);
        });
    }
}

/// <summary>A file that a fresh run's log would replace.</summary>
internal sealed class LogExistsException(string path) : PathFaultException(Messages.LogExists(path), path);

/// <summary>A file that a resumed run's log cannot go on from.</summary>
internal sealed class NotALogException(string path) : PathFaultException(Messages.IsNoLogToContinue(path), path);
