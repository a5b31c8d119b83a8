using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Files;

/// <summary>
/// Opens files to be read while others write them. .NET takes and tests a lock on Unix even where everything is shared, and network file
/// systems do not tell one kind of lock from another.
/// </summary>
internal static class UnlockedFile
{
    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It cannot be opened; or the exceptions that .NET throws.</exception>
    public static SafeFileHandle Open(string path)
    {
        if (!OperatingSystem.IsLinux())
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        int descriptor = LibC.Open(path, LibC.ReadOnly | LibC.CloseOnExec, 0);
        return descriptor < 0 ? throw SystemError.ToException(Marshal.GetLastPInvokeError()) : new(descriptor, ownsHandle: true);
    }

    /// <inheritdoc cref="Open"/>
    public static FileStream OpenStream(string path) => new(Open(path), FileAccess.Read, bufferSize: 0);
}
