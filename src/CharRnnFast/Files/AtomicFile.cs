using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>
/// A file that is replaced as a whole: written under its name with <c>.tmp</c> appended, flushed to disk, then renamed. Whoever opens the path finds
/// the old contents or the new, also after a power cut. A link's target is replaced and the link stays.
/// </summary>
internal sealed class AtomicFile
{
    private readonly string _target;
    private readonly string _temporary;
    private readonly string _folder;

    /// <summary>Checks the path and changes nothing.</summary>
    /// <exception cref="CharRnnException">It is a folder, device or pipe, or in a folder that does not exist.</exception>
    public AtomicFile(string path)
    {
        _target = FileTarget.Resolve(path);
        _temporary = _target + ".tmp";
        _folder = Path.GetDirectoryName(_target)!;
    }

    /// <summary>Whether there is a file to be replaced.</summary>
    public bool Exists => File.Exists(_target);

    /// <summary>Whether replacing the file would also overwrite <paramref name="path"/>, because it is the same file or the temporary one.</summary>
    public bool Overwrites(string path) => FileTarget.AreSame(path, _target) || FileTarget.AreSame(path, _temporary);

    /// <summary>Opens the temporary file, taking over one that a killed process left, and reserves room for the new contents.</summary>
    /// <remarks>The handle's lock keeps a second process, saving to the same path, out: it gets an <see cref="IOException"/>.</remarks>
    public SafeFileHandle Begin(long bytes)
    {
        // A link would lead the new contents to another file.
        if (FileTarget.Resolve(_temporary) != _temporary) throw new CharRnnException(Messages.TemporaryFileIsALink(_temporary));
        return File.OpenHandle(_temporary, FileMode.Create, FileAccess.Write, FileShare.None, preallocationSize: bytes);
    }

    /// <summary>Replaces the file by what was written to the handle.</summary>
    public void Commit(SafeFileHandle handle)
    {
        RandomAccess.FlushToDisk(handle);
        // Elsewhere the lock is kept until the file has its name; Windows does not rename open files.
        if (OperatingSystem.IsWindows()) handle.Dispose();
        File.Move(_temporary, _target, overwrite: true);
        FlushFolder();
    }

    /// <summary>Removes the temporary file; the file itself stays as it was.</summary>
    public void Discard(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows()) handle.Dispose();
        File.Delete(_temporary);
    }

    /// <summary>Makes the rename durable; systems and folders that cannot be flushed are left to do it in their own time.</summary>
    private void FlushFolder()
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor = LibC.Open(_folder, LibC.ReadOnly);
        if (descriptor < 0) return;
        LibC.Flush(descriptor);
        LibC.Close(descriptor);
    }
}
