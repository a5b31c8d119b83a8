using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Cli.Terminal;

/// <summary>Unbuffered streams over the process's own output descriptors, and which of its descriptors are open.</summary>
internal static class DescriptorStream
{
    // Asked at the start: a file that is opened later gets the lowest free number, that of a closed one.
    private static readonly bool[] WasOpen = [IsOpen(0), IsOpen(1), IsOpen(2)];

    /// <summary>
    /// Whether standard input was open at the start. Where it was not, its number may belong to a pipe of the runtime's own, which never
    /// ends.
    /// </summary>
    public static bool InputIsOpen => WasOpen[0];

    /// <summary>Standard output (1) or standard error (2), or null where the descriptor is closed.</summary>
    public static Stream? Open(int descriptor)
    {
        if (OperatingSystem.IsWindows()) return WindowsOutput.Open(descriptor);
        return WasOpen[descriptor] ? new UnixOutput(descriptor) : null;
    }

    // What is written to a closed descriptor would go into whichever file is given its number next.
    private static bool IsOpen(int descriptor)
    {
        if (OperatingSystem.IsWindows()) return true;
        try
        {
            using SafeFileHandle handle = new(descriptor, ownsHandle: false);
            File.GetUnixFileMode(handle);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false; // EBADF, of a closed one, is an ArgumentException
        }
    }
}
