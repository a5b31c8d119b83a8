using System.Runtime.InteropServices;

// The C library is looked for where the system keeps its libraries, never beside the executable.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

namespace CharRnnFast.Files;

/// <summary>The C library's calls that .NET has no equivalent of: the type of a file without opening it, a folder behind links, and flushing a folder.</summary>
internal static partial class LibC
{
    /// <summary>AT_FDCWD: relative paths start at the current folder.</summary>
    public const int CurrentFolder = -100;

    /// <summary>STATX_TYPE | STATX_INO.</summary>
    public const uint StatxTypeAndInode = 0x101;

    /// <summary>PATH_MAX.</summary>
    public const int LongestPath = 4096;

    /// <summary>O_RDONLY, all that opening a folder takes.</summary>
    public const int ReadOnly = 0;

    /// <summary>statx(2), Linux only.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);

    /// <summary>realpath(3); the buffer takes <see cref="LongestPath"/> bytes. 0: no such file.</summary>
    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint RealPath(string path, ref byte resolved);

    /// <summary>open(2).</summary>
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    /// <summary>fsync(2).</summary>
    [LibraryImport("libc", EntryPoint = "fsync")]
    public static partial int Flush(int descriptor);

    /// <summary>close(2).</summary>
    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);
}
