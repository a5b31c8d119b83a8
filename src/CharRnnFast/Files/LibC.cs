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
    public const int CurrentFolder = -100; // AT_FDCWD: relative paths start at the current folder
    public const int EmptyPath = 0x1000; // AT_EMPTY_PATH: an empty path is the open file itself
    public const uint StatxIdentity = 0x11B; // STATX_TYPE | STATX_MODE | STATX_UID | STATX_GID | STATX_INO
    public const int MaxPathBytes = 4096; // PATH_MAX
    public const int ReadOnly = 0; // O_RDONLY, all that opening a folder takes
    public const int ReadWrite = 2; // O_RDWR
    public const int CreateNew = 0xC1; // O_WRONLY | O_CREAT | O_EXCL, the numbers that they have on Linux
    public const int ByUmask = 0x1B6; // the permissions 0666, less the umask
    public const int OwnerOnly = 0x180; // the permissions 0600
    public const int CloseOnExec = 0x80000; // O_CLOEXEC, the number that it has on Linux
    public const int KeepSize = 1; // FALLOC_FL_KEEP_SIZE: room is reserved, the length stays
    public const uint Unchanged = uint.MaxValue; // the user or group that fchown(2) leaves as it is

    /// <summary>statx(2), Linux only.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);

    /// <summary>statx(2) of an open file, Linux only.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(SafeFileHandle file, string path, int flags, uint mask, ref byte status);

    /// <summary>realpath(3); the buffer takes <see cref="MaxPathBytes"/> bytes. 0: no such file.</summary>
    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint RealPath(string path, ref byte resolved);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fsync")]
    public static partial int Flush(int descriptor);

    /// <summary>fsync(2) of a file that .NET holds.</summary>
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Flush(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, in byte bytes, nint length);

    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint Signal(int number, nint handler);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    /// <summary>fallocate(2), Linux only.</summary>
    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    public static partial int Allocate(SafeFileHandle file, int mode, long offset, long bytes);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, int command, ref LockedRange range);

    /// <summary>fchown(2); clears set-user-id and set-group-id bits.</summary>
    [LibraryImport("libc", EntryPoint = "fchown")]
    public static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "fchmod")]
    public static partial int ChangeMode(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RemoveFolder(string path);
}
