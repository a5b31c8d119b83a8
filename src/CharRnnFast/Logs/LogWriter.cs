using CharRnnFast.Files;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Logs;

/// <summary>Appends lines to a run's log. Only whole lines are written, and nothing is allocated for one after the first.</summary>
internal sealed class LogWriter : IDisposable
{
    private readonly LogLineFormatter _formatter = new();
    private readonly SafeFileHandle _handle;
    private readonly LogStart _start;
    private LogRun? _runToWrite;
    private long _length;
    private bool _isCut;

    /// <summary>
    /// Opens the log, creating it where it is missing, and keeps other runs away from it until disposed, where the system can. Nothing in
    /// it changes yet.
    /// </summary>
    /// <exception cref="CharRnnException">It cannot be written, or another run is writing it.</exception>
    public LogWriter(LogStart start, LogRun run)
    {
        _start = start;
        _runToWrite = run;
        _length = start.KeptBytes;
        try
        {
            _handle = File.OpenHandle(start.Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);

            // Another run may also have written it, and ended, since it was looked at.
            bool isOther = start.FileBytes is long bytes && RandomAccess.GetLength(_handle) != bytes;
            if (!FileLock.TryLock(_handle, isWritable: true) || isOther) throw new CharRnnException(Messages.IsBeingWritten(start.Path));
        }
        catch (Exception e) when (SystemError.IsLocked(e))
        {
            throw new CharRnnException(Messages.IsBeingWritten(start.Path), e);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotWrite(start.Path, e);
        }
    }

    /// <summary>Cuts the lines that go; the first line written does so too.</summary>
    /// <exception cref="CharRnnException">It cannot be written.</exception>
    public void Cut()
    {
        try
        {
            RandomAccess.SetLength(_handle, _length);
            _isCut = true;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotWrite(_start.Path, e);
        }
    }

    /// <summary>Appends a line.</summary>
    /// <exception cref="CharRnnException">It cannot be written; the log ends with the line before.</exception>
    public void Write(in LogLine line)
    {
        if (!_isCut) Cut();
        ReadOnlySpan<byte> bytes = _formatter.Format(line, _start.Seconds, _runToWrite);
        try
        {
            RandomAccess.Write(_handle, bytes, _length);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // A full disk may have taken part of the line.
            Cut();
            throw FileErrors.CannotWrite(_start.Path, e);
        }

        _length += bytes.Length;
        _runToWrite = null;
    }

    public void Dispose() => _handle.Dispose();
}
