using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

// The C library is looked for where the system keeps its libraries, never beside the executable.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

namespace CharRnnFast.Files;

/// <summary>
/// The C library's calls that .NET has no equivalent of: the type of a file without opening it, a folder that links lead to, opening
/// without a lock, a file's owner, room for a file with the reason if there is none, flushing a folder, and ignoring a signal.
/// </summary>
internal static partial class LibC
{
    /// <summary>AT_FDCWD: relative paths start at the current folder.</summary>
    public const int CurrentFolder = -100;

    /// <summary>AT_EMPTY_PATH: an empty path is the open file itself.</summary>
    public const int EmptyPath = 0x1000;

    /// <summary>STATX_TYPE | STATX_MODE | STATX_UID | STATX_GID | STATX_INO.</summary>
    public const uint StatxIdentity = 0x11B;

    /// <summary>PATH_MAX.</summary>
    public const int MaxPathBytes = 4096;

    /// <summary>O_RDONLY, all that opening a folder takes.</summary>
    public const int ReadOnly = 0;

    /// <summary>O_RDWR.</summary>
    public const int ReadWrite = 2;

    /// <summary>O_WRONLY | O_CREAT | O_EXCL, the numbers that they have on Linux.</summary>
    public const int CreateNew = 0xC1;

    /// <summary>The permissions 0666, less the umask.</summary>
    public const int ByUmask = 0x1B6;

    /// <summary>The permissions 0600.</summary>
    public const int OwnerOnly = 0x180;

    /// <summary>O_CLOEXEC, the number that it has on Linux.</summary>
    public const int CloseOnExec = 0x80000;

    /// <summary>FALLOC_FL_KEEP_SIZE: room is reserved, the length stays.</summary>
    public const int KeepSize = 1;

    /// <summary>The user or group that fchown(2) leaves as it is.</summary>
    public const uint Unchanged = uint.MaxValue;

    /// <summary>statx(2), Linux only.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);

    /// <summary>statx(2) of an open file, Linux only.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(SafeFileHandle file, string path, int flags, uint mask, ref byte status);

    /// <summary>realpath(3); the buffer takes <see cref="MaxPathBytes"/> bytes. 0: no such file.</summary>
    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint RealPath(string path, ref byte resolved);

    /// <summary>open(2).</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, int mode);

    /// <summary>fsync(2).</summary>
    [LibraryImport("libc", EntryPoint = "fsync")]
    public static partial int Flush(int descriptor);

    /// <summary>fsync(2) of a file that .NET holds.</summary>
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Flush(SafeFileHandle file);

    /// <summary>rename(2).</summary>
    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string from, string to);

    /// <summary>write(2).</summary>
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, in byte bytes, nint length);

    /// <summary>signal(3).</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint Signal(int number, nint handler);

    /// <summary>close(2).</summary>
    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    /// <summary>fallocate(2), Linux only.</summary>
    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    public static partial int Allocate(SafeFileHandle file, int mode, long offset, long bytes);

    /// <summary>fcntl(2) for locks.</summary>
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, int command, ref LockedRange range);

    /// <summary>fchown(2); clears set-user-id and set-group-id bits.</summary>
    [LibraryImport("libc", EntryPoint = "fchown")]
    public static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    /// <summary>fchmod(2).</summary>
    [LibraryImport("libc", EntryPoint = "fchmod")]
    public static partial int ChangeMode(SafeFileHandle file, uint mode);

    /// <summary>rmdir(2).</summary>
    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RemoveFolder(string path);
}
