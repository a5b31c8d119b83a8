using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Cli.Terminal;

/// <summary>Unbuffered streams over the process's own output descriptors.</summary>
internal static class DescriptorStream
{
    /// <summary>
    /// Standard output (1) or standard error (2), or null where the descriptor is closed. Pipes and terminals get a FileStream, because the
    /// console's own streams swallow the error of a closed pipe. Files get the console's stream, because a FileStream writes at a position
    /// of its own and would overwrite what other processes wrote to the same file.
    /// </summary>
    public static Stream? Open(int descriptor)
    {
        try
        {
            SafeFileHandle handle = new(descriptor, ownsHandle: false);
            CheckOpen(handle);
            FileStream stream = new(handle, FileAccess.Write, bufferSize: 0);
            if (!stream.CanSeek) return stream;
            return descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    // A FileStream takes a closed descriptor, and would then write into whichever file is given its number next.
    private static void CheckOpen(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(handle);
    }
}
