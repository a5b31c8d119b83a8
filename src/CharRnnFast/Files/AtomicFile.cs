using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>
/// A file that is replaced as a whole: written under its name with <c>.tmp</c> appended, flushed to disk, then renamed. Whoever opens the path finds
/// the old contents or the new, also after a power cut. A link's target is replaced and the link stays.
/// </summary>
internal sealed class AtomicFile
{
    private readonly IFileOperations _operations;
    private readonly string _target;
    private readonly string _temporary;
    private readonly string _folder;

    /// <summary>Checks the path and changes nothing.</summary>
    /// <exception cref="CharRnnException">It is a folder, device or pipe, or in a folder that does not exist.</exception>
    public AtomicFile(string path, IFileOperations operations)
    {
        _operations = operations;
        _target = FileTarget.Resolve(path);
        _temporary = _target + ".tmp";
        _folder = Path.GetDirectoryName(_target)!;
    }

    /// <summary>Whether there is a file to be replaced.</summary>
    public bool Exists => File.Exists(_target);

    /// <summary>Whether replacing the file would also overwrite <paramref name="path"/>, because it is the same file or the temporary one.</summary>
    public bool Overwrites(string path) => FileTarget.AreSame(path, _target) || IsTemporary(path);

    /// <summary>Whether <paramref name="path"/> is the temporary file, which is emptied before the new contents are whole.</summary>
    public bool IsTemporary(string path) => FileTarget.AreSame(path, _temporary);

    /// <summary>Opens the temporary file, taking over one that a killed process left, and reserves room for the new contents.</summary>
    /// <remarks>The handle's lock keeps a second process, saving to the same path, out: it gets an <see cref="IOException"/>.</remarks>
    public SafeFileHandle Begin(long bytes)
    {
        // A link would lead the new contents to another file.
        if (FileTarget.Resolve(_temporary) != _temporary) throw new CharRnnException(Messages.TemporaryFileIsALink(_temporary));
        return _operations.Create(_temporary, bytes);
    }

    /// <summary>Replaces the file by what was written to the handle.</summary>
    public void Commit(SafeFileHandle handle)
    {
        _operations.Flush(handle);
        // Elsewhere the lock is kept until the file has its name; Windows does not rename open files.
        if (OperatingSystem.IsWindows()) handle.Dispose();
        _operations.Rename(_temporary, _target);
        _operations.FlushFolder(_folder);
    }

    /// <summary>Removes the temporary file; the file itself stays as it was.</summary>
    public void Discard(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows()) handle.Dispose();
        _operations.Delete(_temporary);
    }
}
