using System.Runtime.InteropServices;
using System.Text;

namespace CharRnnFast.Cli.Terminal;

/// <summary>
/// Windows' standard output or standard error, unbuffered. .NET's own streams swallow the error of a closed pipe, and write a console in
/// its code page. Allocates nothing after construction.
/// </summary>
internal sealed class WindowsOutput : WriteOnlyStream
{
    private const int InvalidHandle = -1;
    private const int PieceBytes = 4096;

    private readonly nint _handle;
    private readonly Decoder? _decoder;
    private readonly char[] _characters = new char[PieceBytes + 1]; // the bytes of a symbol may come in two pieces

    private WindowsOutput(nint handle)
    {
        _handle = handle;
        if (Kernel32.GetConsoleMode(handle, out _) != 0) _decoder = Encoding.UTF8.GetDecoder();
    }

    /// <summary>The stream, or null where the process has none.</summary>
    public static WindowsOutput? Open(int descriptor) =>
        HandleOf(descriptor) is var handle && handle is 0 or InvalidHandle ? null : new(handle);

    /// <summary>
    /// Has the console at standard error obey escape sequences; false if there is none or it cannot, as before Windows 10.
    /// </summary>
    public static bool ErrorObeysEscapes()
    {
        nint handle = HandleOf(2);
        return Kernel32.GetConsoleMode(handle, out uint mode) != 0 && Kernel32.SetConsoleMode(handle, mode | Kernel32.ObeysEscapes) != 0;
    }

    /// <summary>Columns of the console at standard output or standard error; 0: there is none.</summary>
    public static int Columns(int descriptor)
    {
        Span<short> info = stackalloc short[Kernel32.ScreenBufferShorts];
        return Kernel32.GetScreenBuffer(HandleOf(descriptor), ref info[0]) == 0
            ? 0
            : info[Kernel32.WindowRight] - info[Kernel32.WindowLeft] + 1;
    }

    /// <exception cref="IOException">Its HResult is that of the system's error.</exception>
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> piece = bytes[..Math.Min(bytes.Length, _decoder is null ? int.MaxValue : PieceBytes)];
            int written = piece.Length;
            if (_decoder is null) Check(Kernel32.WriteFile(_handle, piece[0], piece.Length, out written, 0));
            else WriteConsole(_characters.AsSpan(0, _decoder.GetChars(piece, _characters, flush: false)));
            bytes = bytes[written..];
        }
    }

    private static nint HandleOf(int descriptor) => Kernel32.StandardHandle(-10 - descriptor);

    private void WriteConsole(Span<char> characters)
    {
        while (!characters.IsEmpty)
        {
            Check(Kernel32.WriteConsole(_handle, MemoryMarshal.Cast<char, ushort>(characters)[0], characters.Length, out int written, 0));
            characters = characters[written..];
        }
    }

    private static void Check(int succeeded)
    {
        if (succeeded != 0) return;
        int error = Marshal.GetLastPInvokeError();
        throw new IOException(Marshal.GetPInvokeErrorMessage(error), unchecked((int)0x80070000) | error);
    }
}
