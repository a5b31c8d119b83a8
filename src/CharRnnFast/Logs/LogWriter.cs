using CharRnnFast.Files;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Logs;

/// <summary>Appends lines to a run's log. Only whole lines are written, and nothing is allocated for one after the first.</summary>
public sealed class LogWriter : IDisposable
{
    private readonly LogLineFormatter _formatter = new();
    private readonly SafeFileHandle _handle;
    private readonly LogStart _start;
    private LogRun? _runToWrite;
    private long _length;

    /// <summary>Opens the log, creating it where it is missing, and cuts the lines that go.</summary>
    /// <param name="start">What was found out about the log.</param>
    /// <param name="run">What the first line written says of the run.</param>
    /// <exception cref="CharRnnException">It cannot be written.</exception>
    public LogWriter(LogStart start, LogRun run)
    {
        _start = start;
        _runToWrite = run;
        _length = start.KeptBytes;
        try
        {
            _handle = File.OpenHandle(start.Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            RandomAccess.SetLength(_handle, _length);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            _handle?.Dispose();
            throw FileErrors.CannotWrite(start.Path, e);
        }
    }

    /// <summary>Appends a line.</summary>
    /// <exception cref="CharRnnException">It cannot be written; the log ends with the line before.</exception>
    public void Write(in LogLine line)
    {
        ReadOnlySpan<byte> bytes = _formatter.Format(line, _start.Seconds, _runToWrite);
        try
        {
            RandomAccess.Write(_handle, bytes, _length);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // A full disk may have taken part of the line.
            RandomAccess.SetLength(_handle, _length);
            throw FileErrors.CannotWrite(_start.Path, e);
        }

        _length += bytes.Length;
        _runToWrite = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
