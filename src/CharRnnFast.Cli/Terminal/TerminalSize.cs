using System.Runtime.InteropServices;

namespace CharRnnFast.Cli.Terminal;

/// <summary>
/// The size of the terminal behind standard error. The console's own answer is about standard output, which may be elsewhere.
/// </summary>
internal static partial class TerminalSize
{
    private const int UsualColumns = 80;
    private const int StandardErrorDescriptor = 2;

    // TIOCGWINSZ of Linux; its answer is struct winsize: rows, columns and two unused numbers.
    private const nuint GetWindowSize = 0x5413;

    /// <summary>Columns, or the usual 80 where the terminal does not tell.</summary>
    public static int Columns
    {
        get
        {
            if (OperatingSystem.IsWindows()) return WindowsOutput.ErrorColumns() is > 0 and int columns ? columns : UsualColumns;
            if (!OperatingSystem.IsLinux()) return Console.WindowWidth is > 0 and int width ? width : UsualColumns;
            Span<ushort> size = stackalloc ushort[4];
            return Ioctl(StandardErrorDescriptor, GetWindowSize, ref size[0]) == 0 && size[1] > 0 ? size[1] : UsualColumns;
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Ioctl(int descriptor, nuint request, ref ushort windowSize);
}
