using System.Runtime.InteropServices;
using CharRnnFast.Files;

namespace CharRnnFast.Cli.Terminal;

/// <summary>
/// An output descriptor, unbuffered, by the system's own call: .NET's console streams swallow the error of a closed pipe and open further
/// files, its file streams write at a position of their own, over what other processes wrote. Allocates nothing but an error.
/// </summary>
internal sealed class UnixOutput(int descriptor) : WriteOnlyStream
{
    // EINTR and EBADF; EAGAIN of Linux and of macOS, for a descriptor that another process made non-blocking.
    private const int Interrupted = 4;
    private const int NotForWriting = 9;
    private const int TryAgain = 11;
    private const int MacTryAgain = 35;

    /// <exception cref="IOException">Its HResult is the system's error number.</exception>
    /// <exception cref="UnauthorizedAccessException">The descriptor is not open for writing.</exception>
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint written = LibC.Write(descriptor, in MemoryMarshal.GetReference(bytes), bytes.Length);
            if (written < 0) ThrowUnlessPassing(Marshal.GetLastPInvokeError());
            else bytes = bytes[(int)written..];
        }
    }

    private static void ThrowUnlessPassing(int error)
    {
        if (error is TryAgain or MacTryAgain) Thread.Sleep(1);
        else if (error == NotForWriting) throw new UnauthorizedAccessException();
        else if (error != Interrupted) throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }
}
