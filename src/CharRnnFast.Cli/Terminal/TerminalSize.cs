using System.Runtime.InteropServices;

namespace CharRnnFast.Cli.Terminal;

/// <summary>
/// The size of the terminal at standard output or standard error. On Linux and Windows the system is asked: the console's own answer is
/// about standard output alone, and its first call writes an escape sequence.
/// </summary>
internal static partial class TerminalSize
{
    private const int UsualColumns = 80;

    // TIOCGWINSZ of Linux; its answer is struct winsize: rows, columns and two unused numbers.
    private const nuint GetWindowSize = 0x5413;

    /// <summary>Columns, or the usual 80 where the terminal does not tell.</summary>
    public static int Columns(int descriptor)
    {
        if (OperatingSystem.IsWindows()) return WindowsOutput.Columns(descriptor) is > 0 and int columns ? columns : UsualColumns;
        if (!OperatingSystem.IsLinux()) return Console.WindowWidth is > 0 and int width ? width : UsualColumns;
        Span<ushort> size = stackalloc ushort[4];
        return Ioctl(descriptor, GetWindowSize, ref size[0]) == 0 && size[1] > 0 ? size[1] : UsualColumns;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Ioctl(int descriptor, nuint request, ref ushort windowSize);
}
