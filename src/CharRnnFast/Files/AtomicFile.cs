using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>
/// A file that is replaced as a whole: written under its name with <c>.tmp</c> appended, flushed to disk, then renamed. Whoever opens the
/// path finds the old contents or the new, also after a power cut. A link's target is replaced and the link stays; owner, group and mode
/// stay too.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    // An attempt fails where another process has created or taken away the temporary file in between.
    private const int MaxAttempts = 10;
    private const int CopyBytes = 1 << 16;

    private readonly IFileOperations _operations;
    private readonly string _path;
    private readonly string _target;
    private readonly string _temporary;
    private readonly string _folder;
    private SafeFileHandle? _lock;
    private SafeFileHandle? _reserved;
    private bool _isLocking;

    /// <summary>What the temporary file's name has in addition.</summary>
    public const string Suffix = ".tmp";

    /// <summary>Checks the path and changes nothing.</summary>
    /// <exception cref="CharRnnException">It is a folder, device or pipe, or in a folder that does not exist.</exception>
    public AtomicFile(string path, IFileOperations operations)
    {
        _operations = operations;
        _path = path;
        _target = FileTarget.Resolve(path);
        _temporary = _target + Suffix;
        _folder = Path.GetDirectoryName(_target)!;
    }

    /// <summary>Whether there is a file to be replaced.</summary>
    public bool Exists => File.Exists(_target);

    /// <summary>The temporary file's path, relative where the file's is.</summary>
    public string Temporary => Path.GetFullPath(_path) == _target ? _path + Suffix : _temporary;

    /// <summary>
    /// Whether a save that broke off, or is under way, has left a temporary file; another name of the file itself is none.
    /// </summary>
    public bool HasLeftover => HasTemporary && !FileTarget.AreSame(_temporary, _target);

    /// <summary>
    /// Whether replacing the file would also overwrite <paramref name="path"/>, because it is the same file or the temporary one.
    /// </summary>
    public bool Overwrites(string path) => FileTarget.AreSame(path, _target) || IsTemporary(path);

    /// <summary>
    /// Whether <paramref name="path"/> is the temporary file. Another name of the same file is not: it stays when the temporary one goes.
    /// </summary>
    public bool IsTemporary(string path) => FileTarget.AreSame(path, _temporary) && FileTarget.HaveSameName(path, _temporary);

    /// <summary>Whether <paramref name="file"/> is, or still is, the file at the path.</summary>
    public bool IsAtPath(SafeFileHandle file) => FileStatus.IsAt(file, _target);

    /// <summary>
    /// Keeps other runs away from the file until disposed: it is locked where it exists, and each new one before it gets the name. Where
    /// the system cannot lock nothing happens.
    /// </summary>
    /// <exception cref="CharRnnException">Another run has locked it.</exception>
    public void Lock()
    {
        _isLocking = true;
        TakeLock();
    }

    /// <summary>Makes sure that the file can be replaced by one of a given size, as far as the system tells without replacing it.</summary>
    /// <param name="bytes">Of the temporary file, which is removed again.</param>
    /// <param name="staysReserved">Whether, with no file to be locked yet, the temporary file stays, and keeps other runs away.</param>
    /// <exception cref="CharRnnException">It cannot.</exception>
    public void Reserve(long bytes, bool staysReserved) => Guard(() =>
    {
        _operations.CheckReplaceable(_target);
        SafeFileHandle handle = Begin(bytes);
        try
        {
            _operations.SetLength(handle, bytes); // room alone may be had beyond the limit on a file's size
        }
        catch
        {
            Discard(handle);
            throw;
        }

        if (staysReserved && _isLocking && !Exists) _reserved = handle;
        else Discard(handle);
    });

    /// <summary>
    /// Replaces the file by the bytes that are written, which may stay in the temporary file where that may not be given the file's name.
    /// </summary>
    /// <exception cref="CharRnnException">
    /// It cannot be replaced; because of an <see cref="UnplacedFileException"/> where the new contents are whole in the temporary file.
    /// </exception>
    public void Replace(long bytes, Action<SafeFileHandle> write, bool keepsUnplaced = false) => Guard(() =>
    {
        SafeFileHandle handle = Begin(bytes);
        try
        {
            write(handle);
            _operations.Flush(handle);
        }
        catch
        {
            Discard(handle);
            throw;
        }

        Place(handle, keepsUnplaced);
    });

    /// <summary>Replaces the file by its own bytes: whatever would keep a save from coming to its end is found out.</summary>
    /// <exception cref="CharRnnException">It cannot be replaced; it is as it was.</exception>
    public void ReplaceBySame() => Guard(() => Replace(new FileInfo(_target).Length, CopyTarget));

    /// <summary>Gives the temporary file that an earlier save left the file's name.</summary>
    /// <exception cref="CharRnnException">The file may not be replaced; nothing has changed.</exception>
    public void PlaceTemporary() => Guard(() =>
    {
        CheckNoLink();
        SafeFileHandle? handle = FileLock.Take(_temporary, _path);
        if (handle is not null) _operations.Flush(handle);
        Place(handle, keepsUnplaced: true);
    });

    /// <summary>Whether temporary file and file hold the same bytes, or the temporary one has just been given the file's name.</summary>
    public bool TemporaryHoldsTheSame()
    {
        try
        {
            return Exists && FileContents.AreSame(_temporary, _target);
        }
        catch (FileNotFoundException)
        {
            return !HasTemporary;
        }
    }

    /// <summary>Fails where another run has the temporary file open to write it.</summary>
    public void CheckTemporaryIsFree() => FileLock.Take(_temporary, _path)?.Dispose();

    public void Dispose()
    {
        if (_reserved is not null) Discard(_reserved);
        _reserved = null;
        _lock?.Dispose();
    }

    private bool HasFolder => Directory.Exists(_folder);
    private bool HasTemporary => FileTarget.Exists(_temporary);

    // What the system refuses becomes a message that a user can act on.
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (UnplacedFileException e)
        {
            throw new CharRnnException(FileErrors.CannotWrite(_path, e.InnerException!).Message, e);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotWrite(_path, HasFolder ? e : new DirectoryNotFoundException(e.Message, e));
        }
    }

    private void TakeLock()
    {
        if (!_isLocking || (_lock is not null && FileStatus.IsAt(_lock, _target))) return;
        _lock?.Dispose();
        _lock = null;
        _lock = FileLock.Take(_target, _path);
    }

    private SafeFileHandle Begin(long bytes)
    {
        // Another run may have begun on the path since the user removed the file.
        TakeLock();
        CheckNoLink();
        if (_reserved is SafeFileHandle reserved && FileStatus.IsAt(reserved, _temporary))
        {
            _operations.SetLength(reserved, bytes); // the first header may be longer than the one that room was made for
            _reserved = null;
            return reserved;
        }

        _reserved?.Dispose();
        _reserved = null;
        return Create(bytes);
    }

    private SafeFileHandle Create(long bytes)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            RemoveStale();
            try
            {
                SafeFileHandle handle = _operations.Create(_temporary, bytes, _target);
                // Before its lock was taken another run may have removed it as a stale one.
                if (FileStatus.IsAt(handle, _temporary)) return handle;
                handle.Dispose();
            }
            catch (IOException e) when (SystemError.IsThere(e) || SystemError.IsLocked(e))
            {
                // Another run was faster; its lock is found the next time.
            }
        }

        throw new CharRnnException(Messages.IsBeingWritten(_path));
    }

    // Never opened to be written: it may be another name of a file that somebody needs.
    private void RemoveStale()
    {
        if (!HasTemporary) return;
        using SafeFileHandle? stale = HasLeftover ? FileLock.Take(_temporary, _path) : null;
        if (OperatingSystem.IsWindows()) stale?.Dispose();
        RemoveTemporary();
    }

    // A link would lead the new contents to another file.
    private void CheckNoLink()
    {
        try
        {
            if (FileTarget.Resolve(_temporary) != _temporary) throw new CharRnnException(Messages.TemporaryFileIsALink(Temporary));
        }
        catch (CharRnnException) when (!HasFolder)
        {
            throw FileErrors.CannotWrite(_path, new DirectoryNotFoundException());
        }
    }

    private void RemoveTemporary() => _operations.Delete(_temporary);

    private void Place(SafeFileHandle? handle, bool keepsUnplaced)
    {
        // Elsewhere the locks are kept until the file has its name; Windows neither renames nor replaces open files.
        if (OperatingSystem.IsWindows())
        {
            handle?.Dispose();
            _lock?.Dispose();
        }

        try
        {
            _operations.Rename(_temporary, _target);
        }
        catch (Exception e)
        {
            handle?.Dispose();
            if (!FileErrors.IsFileError(e) || !HasTemporary) throw;
            if (keepsUnplaced) throw new UnplacedFileException(e);
            RemoveTemporary();
            throw;
        }

        if (_isLocking && !OperatingSystem.IsWindows()) (_lock, handle) = (handle, _lock);
        handle?.Dispose();
        TakeLock();
        _operations.FlushFolder(_folder);
    }

    private void CopyTarget(SafeFileHandle destination)
    {
        using SafeFileHandle source = UnlockedFile.Open(_target);
        byte[] buffer = new byte[CopyBytes];
        long offset = 0;
        for (int read; (read = RandomAccess.Read(source, buffer, offset)) > 0; offset += read)
            _operations.Write(destination, buffer.AsSpan(0, read), offset);
    }

    private void Discard(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows()) handle.Dispose();
        try
        {
            if (handle.IsClosed || FileStatus.IsAt(handle, _temporary)) RemoveTemporary();
        }
        finally
        {
            handle.Dispose();
        }
    }
}

/// <summary>
/// New contents are whole and on the disk, but the file that they are to replace may not be replaced: they are still in the temporary file.
/// </summary>
internal sealed class UnplacedFileException(Exception reason) : IOException(reason.Message, reason);
