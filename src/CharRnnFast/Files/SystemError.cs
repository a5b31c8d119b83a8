using System.Runtime.InteropServices;

namespace CharRnnFast.Files;

/// <summary>The operating system's reasons: errno of Linux, and of Windows the codes that .NET shows as 0x8007xxxx.</summary>
internal static class SystemError
{
    public const int NotPermitted = 1;
    public const int NotFound = 2;
    public const int Interrupted = 4;
    public const int DeviceFault = 5;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int NotAFolder = 20;
    public const int TooManyOpenHere = 24;
    public const int InvalidArgument = 22;
    public const int TooManyOpen = 23;
    public const int TooLarge = 27;
    public const int NoSpace = 28;
    public const int ReadOnlyFileSystem = 30;
    public const int NameTooLong = 36;
    public const int LinkLoop = 40;
    public const int NotSupported = 95;
    public const int NotConnected = 107;
    public const int TimedOut = 110;
    public const int HostDown = 112;
    public const int Stale = 116;
    public const int RemoteFault = 121;
    public const int QuotaExceeded = 122;
    public const int WindowsWriteProtected = unchecked((int)0x80070013);
    public const int WindowsSharing = unchecked((int)0x80070020);
    public const int WindowsLocked = unchecked((int)0x80070021);
    public const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    public const int WindowsFileExists = unchecked((int)0x80070050);
    public const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>The code in an exception; one of .NET's own, with the highest bit set, where it carries none.</summary>
    public static int CodeOf(Exception exception) =>
        (exception is UnauthorizedAccessException { InnerException: IOException inner } ? inner : exception).HResult;

    /// <summary>Whether the disk, or the user's share of it, is full.</summary>
    public static bool IsFull(Exception exception) => IsFull(CodeOf(exception));

    public static bool IsFull(int code) => code is NoSpace or QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull;

    /// <summary>What to do where a file cannot be written.</summary>
    public static string Remedy(int code) => code switch
    {
        _ when IsFull(code) => "make room or choose another path",
        NotPermitted =>
            "it or its folder is immutable (see lsattr), or it is another user's in a folder with the sticky bit: " +
            "change that, or choose another path",
        ReadOnlyFileSystem or WindowsWriteProtected => "mount its file system for writing, or choose another path",
        Busy => "it is mounted by itself, so it cannot be replaced: mount its folder, or choose another path",
        DeviceFault or RemoteFault => "its disk reports a fault: check the disk, or choose a path on another",
        Stale or NotConnected or TimedOut or HostDown =>
            "the connection to its network folder is lost: mount that again, or choose another path",
        LinkLoop => "mend the links, or choose another path",
        _ => "check its folder and the disk, or choose another path",
    };

    /// <summary>Whether another process has locked the file.</summary>
    public static bool IsLocked(Exception exception) => CodeOf(exception) is TryAgain or WindowsSharing or WindowsLocked;

    /// <summary>Whether the file to be created is there already.</summary>
    public static bool IsThere(Exception exception) => CodeOf(exception) is Exists or WindowsFileExists;

    /// <summary>The exception that .NET throws for a code of errno.</summary>
    public static Exception ToException(int code)
    {
        IOException exception = new(Marshal.GetPInvokeErrorMessage(code), code);
        return code switch
        {
            NotFound => new FileNotFoundException(exception.Message, exception),
            NotAFolder => new DirectoryNotFoundException(exception.Message, exception),
            AccessDenied or NotPermitted => new UnauthorizedAccessException(exception.Message, exception),
            NameTooLong => new PathTooLongException(exception.Message, exception),
            _ => exception,
        };
    }
}
