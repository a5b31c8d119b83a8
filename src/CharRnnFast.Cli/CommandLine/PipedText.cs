using CharRnnFast.Text;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>The commands that make one text of what is none, and pipe it into this program.</summary>
internal static class PipedText
{
    /// <summary>Refuses a folder in place of a text.</summary>
    /// <param name="path">The path.</param>
    /// <param name="words">This program's command and arguments that read the text from standard input.</param>
    /// <exception cref="CharRnnException">It is one; the message shows the command that reads its files, in the order of their names.</exception>
    public static void CheckNoFolder(string path, params IEnumerable<string> words)
    {
        if (!Directory.Exists(path)) return;
        string files = $"find {Quote(path)} -type f -print0 | sort -z | xargs -0 cat";
        throw new CharRnnException(Messages.IsAFolderOfTexts(path, Into(files, words)));
    }

    /// <summary>That a text is packed, with the command that unpacks it.</summary>
    /// <param name="packed">What is known of it.</param>
    /// <param name="path">Its file; null: standard input.</param>
    /// <param name="words">This program's command and arguments that read the text from standard input.</param>
    public static CharRnnException Unpacking(PackedTextException packed, string? path, params IEnumerable<string> words) =>
        new(Messages.IsPacked(packed.Name, packed.Kind, Into(packed.Command(path is null ? null : Quote(path)), words)), packed);

    private static string Quote(string path) => ShellQuoting.Quote(ShellQuoting.AsArgument(path));

    private static string Into(string source, IEnumerable<string> words) => $"{source} | {Invocation.Of(words)}";
}
