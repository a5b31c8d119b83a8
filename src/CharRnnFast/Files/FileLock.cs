using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>
/// The lock by which one run keeps others away from a file. It is the operating system's, so it ends with the process: a lock of the open
/// file on Linux, which nobody meets who only reads, and sharing elsewhere. Where the system cannot lock, all go on.
/// </summary>
internal static class FileLock
{
    // Each attempt that fails means that another run has replaced the file in between.
    private const int MaxAttempts = 10;

    // struct flock of 64-bit Linux: the types of a lock; the commands of fcntl(2) for locks that belong to an open file, F_OFD_GETLK and
    // F_OFD_SETLK.
    private const short ReadLock = 0;
    private const short WriteLock = 1;
    private const short NoLock = 2;
    private const int GetLock = 36;
    private const int SetLock = 37;

    private static FileShare Share => OperatingSystem.IsWindows() ? FileShare.Read | FileShare.Delete : FileShare.None;

    /// <summary>
    /// Locks the file at a path for as long as the handle is open. Null: it is not there, or the system does not let it be opened.
    /// </summary>
    /// <exception cref="CharRnnException">Another run has locked it.</exception>
    public static SafeFileHandle? Take(string path, string shownPath)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            SafeFileHandle? handle = TryOpen(path, isWritable: true, shownPath) ?? TryOpen(path, isWritable: false, shownPath);
            if (handle is null || FileStatus.IsAt(handle, path)) return handle;
            handle.Dispose();
        }

        throw new CharRnnException(Messages.IsBeingWritten(shownPath));
    }

    /// <summary>Locks an open file; false where another run has. Does nothing but on Linux.</summary>
    public static bool TryLock(SafeFileHandle file, bool isWritable)
    {
        if (!OperatingSystem.IsLinux()) return true;
        LockedRange range = new() { Type = isWritable ? WriteLock : ReadLock };
        if (LibC.Control(file, SetLock, ref range) != 0)
            return Marshal.GetLastPInvokeError() is not (SystemError.TryAgain or SystemError.AccessDenied);
        if (isWritable) return true;

        // A file that may only be read takes no exclusive lock, but tells of others' locks.
        range = new() { Type = WriteLock };
        return LibC.Control(file, GetLock, ref range) != 0 || range.Type == NoLock;
    }

    private static SafeFileHandle? TryOpen(string path, bool isWritable, string shownPath)
    {
        SafeFileHandle? handle = OperatingSystem.IsLinux() ? OpenUnlocked(path, isWritable) : OpenShared(path, isWritable, shownPath);
        if (handle is null || TryLock(handle, isWritable)) return handle;
        handle.Dispose();
        throw new CharRnnException(Messages.IsBeingWritten(shownPath));
    }

    // What cannot be opened cannot be locked: whether it can be replaced is found out by other checks.
    private static SafeFileHandle? OpenUnlocked(string path, bool isWritable)
    {
        int descriptor = LibC.Open(path, (isWritable ? LibC.ReadWrite : LibC.ReadOnly) | LibC.CloseOnExec, 0);
        return descriptor < 0 ? null : new(descriptor, ownsHandle: true);
    }

    private static SafeFileHandle? OpenShared(string path, bool isWritable, string shownPath)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, isWritable ? FileAccess.ReadWrite : FileAccess.Read, Share);
        }
        catch (IOException e) when (SystemError.IsLocked(e))
        {
            throw new CharRnnException(Messages.IsBeingWritten(shownPath), e);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            return null;
        }
    }
}

/// <summary>struct flock of 64-bit Linux; all zeros but the type: the whole file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LockedRange
{
    public short Type;
    public short Whence;
    public long Start;
    public long Length;
    public int Process;
}
