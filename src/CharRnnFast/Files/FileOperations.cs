using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>The operating system's own.</summary>
internal sealed class FileOperations : IFileOperations
{
    private const int MaxAttempts = 100;
    private const int AttemptMilliseconds = 20;

    /// <summary>The only one: there is no state.</summary>
    public static FileOperations System { get; } = new();

    public void CheckReplaceable(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        if (LinuxStatus.TryRead(Path.GetDirectoryName(path)!, out LinuxStatus folder) && folder.IsUnchangeable)
            throw SystemError.ToException(SystemError.NotPermitted);
        if (!LinuxStatus.TryRead(path, out LinuxStatus file)) return;
        if (file.IsMountRoot) throw SystemError.ToException(SystemError.Busy);

        // rmdir(2) removes no file: it fails because it is one, after the checks that rename(2) makes too, of sticky folders and immutable
        // files.
        if (LibC.RemoveFolder(path) == 0) return;
        int code = Marshal.GetLastPInvokeError();
        if (code is SystemError.NotPermitted or SystemError.AccessDenied or SystemError.ReadOnlyFileSystem)
            throw SystemError.ToException(code);
    }

    public SafeFileHandle Create(string path, long bytes, string replaced)
    {
        if (!OperatingSystem.IsLinux())
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, preallocationSize: bytes);
        bool replaces = File.Exists(replaced);
        int descriptor = LibC.Open(path, LibC.CreateNew | LibC.CloseOnExec, replaces ? LibC.OwnerOnly : LibC.ByUmask);
        if (descriptor < 0) throw SystemError.ToException(Marshal.GetLastPInvokeError());
        SafeFileHandle handle = new(descriptor, ownsHandle: true);
        try
        {
            if (!FileLock.TryLock(handle, isWritable: true)) throw SystemError.ToException(SystemError.TryAgain);
            if (replaces) FileProtection.Copy(replaced, handle);
            Allocate(handle, bytes);
            return handle;
        }
        catch (Exception e)
        {
            // One that another run has locked is that run's: it took it for a stale one and removes it itself.
            if (!SystemError.IsLocked(e)) Delete(path);
            handle.Dispose();
            throw;
        }
    }

    public void SetLength(SafeFileHandle handle, long bytes) => RandomAccess.SetLength(handle, bytes);

    public void Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

    public void Flush(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
            return;
        }

        // .NET's own call swallows a failing disk's error. A file system that cannot flush says so by one of three codes.
        int code;
        do code = LibC.Flush(handle) == 0 ? 0 : Marshal.GetLastPInvokeError();
        while (code == SystemError.Interrupted);
        if (code is not (0 or SystemError.InvalidArgument or SystemError.NotSupported or SystemError.ReadOnlyFileSystem))
            throw SystemError.ToException(code);
    }

    public void Rename(string from, string to)
    {
        // .NET's own call would copy where the system cannot rename, and a copy is not atomic.
        if (OperatingSystem.IsLinux())
        {
            if (LibC.Rename(from, to) != 0) throw SystemError.ToException(Marshal.GetLastPInvokeError());
            return;
        }

        for (int attempt = 1; ; attempt++)
        {
            try
            {
                File.Move(from, to, overwrite: true);
                return;
            }
            catch (Exception e) when (OperatingSystem.IsWindows() && attempt < MaxAttempts
                && (e is UnauthorizedAccessException || SystemError.IsLocked(e)))
            {
                // Windows replaces no file that somebody has open: one who loads the model, a virus scanner, an indexer.
                Thread.Sleep(AttemptMilliseconds);
            }
        }
    }

    public void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor = LibC.Open(folder, LibC.ReadOnly, 0);
        if (descriptor < 0) return;
        LibC.Flush(descriptor);
        LibC.Close(descriptor);
    }

    public void Delete(string path) => File.Delete(path);

    // .NET's own preallocation does not say why it fails, and not at all for a quota.
    private static void Allocate(SafeFileHandle handle, long bytes)
    {
        if (LibC.Allocate(handle, LibC.KeepSize, 0, bytes) == 0) return;
        int code = Marshal.GetLastPInvokeError();

        // Other codes say that the file system cannot do it; the first write of the bytes finds out.
        if (code is SystemError.NoSpace or SystemError.QuotaExceeded or SystemError.TooLarge or SystemError.DeviceFault)
            throw SystemError.ToException(code);
    }
}
