using System.Text;

namespace CharRnnFast.Cli.Terminal;

/// <summary>Standard input, where a path of <c>-</c> asks for it.</summary>
internal static class StandardInput
{
    /// <summary>What stands for it.</summary>
    public const string Path = "-";

    /// <summary>What messages call it.</summary>
    public const string Name = "standard input";

    /// <summary>Opens it; at a terminal, says that something is waited for.</summary>
    /// <param name="expected">What is read from it: "the text".</param>
    /// <param name="error">Where to say so.</param>
    /// <exception cref="CharRnnException">It is closed.</exception>
    public static Stream Open(string expected, StandardError error)
    {
        if (!DescriptorStream.InputIsOpen) throw new CharRnnException(Messages.StandardInputIsClosed());
        Stream input = Console.OpenStandardInput();
        if (Console.IsInputRedirected) return input;
        error.Note($"reading {expected} from the terminal; end it with {(OperatingSystem.IsWindows() ? "Ctrl-Z and Enter" : "Ctrl-D")}");

        // What is typed comes in the console's code page.
        return OperatingSystem.IsWindows() ? Encoding.CreateTranscodingStream(input, Console.InputEncoding, new UTF8Encoding()) : input;
    }
}
