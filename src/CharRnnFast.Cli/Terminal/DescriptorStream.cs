using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Cli.Terminal;

/// <summary>Unbuffered streams over the process's own output descriptors, and which of its descriptors are open.</summary>
internal static class DescriptorStream
{
    // Asked of all before any is opened: the console's stream is on a duplicate, which gets the lowest free number, that of a closed one.
    private static readonly bool[] WasOpen = [.. Enumerable.Range(0, 3).Select(IsOpen)];

    /// <summary>Whether standard input was open at the start. Where it was not, its number may belong to a pipe of the runtime's own, which never ends.</summary>
    public static bool InputIsOpen => WasOpen[0];

    /// <summary>
    /// Standard output (1) or standard error (2), or null where the descriptor is closed. Pipes and terminals get a FileStream, because the
    /// console's own streams swallow the error of a closed pipe. Files get the console's stream, because a FileStream writes at a position
    /// of its own and would overwrite what other processes wrote to the same file.
    /// </summary>
    public static Stream? Open(int descriptor)
    {
        if (OperatingSystem.IsWindows()) return WindowsOutput.Open(descriptor);
        if (!WasOpen[descriptor]) return null;
        try
        {
            SafeFileHandle handle = new(descriptor, ownsHandle: false);
            FileStream stream = new(handle, FileAccess.Write, bufferSize: 0);
            if (!stream.CanSeek) return stream;
            return descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
        }
        catch (Exception e) when (IsUnusable(e))
        {
            return null;
        }
    }

    // A FileStream takes a closed descriptor, and would then write into whichever file is given its number next.
    private static bool IsOpen(int descriptor)
    {
        if (OperatingSystem.IsWindows()) return true;
        try
        {
            using SafeFileHandle handle = new(descriptor, ownsHandle: false);
            File.GetUnixFileMode(handle);
            return true;
        }
        catch (Exception e) when (IsUnusable(e))
        {
            return false;
        }
    }

    // A closed descriptor, EBADF, is an ArgumentException.
    private static bool IsUnusable(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentException;
}
