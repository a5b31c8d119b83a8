using CharRnnFast.Cli.Terminal;
using CharRnnFast.Files;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Training;

/// <summary>Where a training text comes from: a file, standard input (<c>-</c>), or the executable itself.</summary>
/// <param name="argument">TEXT as given; null where it is left out.</param>
internal sealed class TextSource(string? argument)
{
    private const string StandardInputFile = "/dev/stdin";

    /// <summary>Whether the text is the embedded corpus.</summary>
    public bool IsEmbedded => argument is null;

    /// <summary>Whether the text is read from standard input.</summary>
    public bool IsStandardInput => argument == StandardInput.Path;

    /// <summary>The text's path; null where it is not a file.</summary>
    public string? Path => IsStandardInput ? null : argument;

    /// <summary>Where the text lies, for comparing it with the files to be written: also one that is redirected to standard input.</summary>
    public string? Location => IsStandardInput && FileTarget.Exists(StandardInputFile) ? StandardInputFile : Path;

    /// <summary>TEXT as a command repeats it: no word where there was none.</summary>
    public IEnumerable<string> Words => argument is null ? [] : [argument];

    /// <summary>Reads the text to its end.</summary>
    /// <exception cref="CharRnnException">It cannot be read or used.</exception>
    public LoadedText Load(TextLoader loader, StandardError error)
    {
        if (Path is string path) return loader.LoadFile(path);
        if (IsEmbedded) return loader.LoadBytes(EmbeddedCorpus.Read(), "the embedded corpus");
        using Stream input = StandardInput.Open("the text", error);
        return loader.LoadStream(input, StandardInput.Name);
    }
}
