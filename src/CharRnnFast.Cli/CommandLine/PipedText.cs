using CharRnnFast.Cli.Terminal;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>The commands that make one text of what is none, and pipe it into this program, called as it was but for that text.</summary>
internal static class PipedText
{
    /// <summary>Refuses a folder in place of a text.</summary>
    /// <exception cref="CharRnnException">
    /// It is one; the message shows the command that reads its files, in the order of their names.
    /// </exception>
    public static void CheckNoFolder(string path)
    {
        if (!Directory.Exists(path)) return;
        string files = $"find {Quote(path)} -type f -print0 | sort -z | xargs -0 cat";
        throw new CharRnnException(Messages.IsAFolderOfTexts(path, Into(files, path)));
    }

    /// <summary>That a text in a file, null or <c>-</c>: on standard input, is packed, with the command that unpacks it.</summary>
    public static CharRnnException Unpacking(PackedTextException packed, string? path)
    {
        path ??= StandardInput.Path;
        string source = packed.Command(path == StandardInput.Path ? null : Quote(path));
        return new(CharRnnFast.Messages.IsPacked(packed.Name, packed.Kind, Into(source, path)), packed);
    }

    private static string Quote(string path) => ShellQuoting.Quote(ShellQuoting.AsArgument(path));

    // Where standard input is another text, bash can open a second pipe.
    private static string Into(string source, string path) => path != StandardInput.Path && Invocation.Typed.Contains(StandardInput.Path)
        ? Invocation.With(path, $"<({source})")
        : $"{source} | {Invocation.With(path, StandardInput.Path)}";
}
