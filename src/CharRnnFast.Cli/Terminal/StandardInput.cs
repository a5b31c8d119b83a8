using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CharRnnFast.Cli.Terminal;

/// <summary>Standard input, where a path of <c>-</c> asks for it.</summary>
internal static class StandardInput
{
    public const string Path = "-";
    public const string Name = "standard input";

    /// <summary>Opens it; at a terminal, says that what is expected, "the text", is waited for.</summary>
    /// <exception cref="CharRnnException">It is closed.</exception>
    public static Stream Open(string expected, StandardError error)
    {
        if (!DescriptorStream.InputIsOpen) throw new CharRnnException(Messages.StandardInputIsClosed());
        if (Console.IsInputRedirected) return Console.OpenStandardInput();
        error.Note($"reading {expected} from the terminal; end it with {(OperatingSystem.IsWindows() ? "Ctrl-Z and Enter" : "Ctrl-D")}");

        // Elsewhere than on Windows the console's stream would set the terminal up, and lose what was typed before, a Ctrl-D for one. On
        // Windows what is typed comes in the console's code page.
        return OperatingSystem.IsWindows()
            ? Encoding.CreateTranscodingStream(Console.OpenStandardInput(), Console.InputEncoding, new UTF8Encoding())
            : new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
    }
}
