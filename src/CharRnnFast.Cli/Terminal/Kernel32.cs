using System.Runtime.InteropServices;

namespace CharRnnFast.Cli.Terminal;

/// <summary>
/// Windows' calls about standard handles and consoles that .NET keeps to itself. Those that return an int return 0 where they fail.
/// </summary>
internal static partial class Kernel32
{
    public const uint ObeysEscapes = 4; // ENABLE_VIRTUAL_TERMINAL_PROCESSING: the console obeys escape sequences
    public const int ScreenBufferShorts = 11; // sizeof(CONSOLE_SCREEN_BUFFER_INFO) in 16-bit numbers
    public const int WindowLeft = 5, WindowRight = 7; // the window's first column in it, and its last

    /// <summary>GetStdHandle: -10 is standard input, -11 output, -12 error. 0 or -1: there is none.</summary>
    [LibraryImport("kernel32", EntryPoint = "GetStdHandle")]
    public static partial nint StandardHandle(int which);

    /// <summary>GetConsoleMode: fails where the handle is not a console's.</summary>
    [LibraryImport("kernel32", EntryPoint = "GetConsoleMode")]
    public static partial int GetConsoleMode(nint handle, out uint mode);

    [LibraryImport("kernel32", EntryPoint = "SetConsoleMode")]
    public static partial int SetConsoleMode(nint handle, uint mode);

    [LibraryImport("kernel32", EntryPoint = "GetConsoleScreenBufferInfo")]
    public static partial int GetScreenBuffer(nint handle, ref short info);

    /// <summary>WriteFile, which waits: no OVERLAPPED.</summary>
    [LibraryImport("kernel32", EntryPoint = "WriteFile", SetLastError = true)]
    public static partial int WriteFile(nint handle, in byte bytes, int count, out int written, nint overlapped);

    /// <summary>WriteConsoleW: UTF-16, whatever the console's code page is.</summary>
    [LibraryImport("kernel32", EntryPoint = "WriteConsoleW", SetLastError = true)]
    public static partial int WriteConsole(nint handle, in ushort characters, int count, out int written, nint reserved);
}
