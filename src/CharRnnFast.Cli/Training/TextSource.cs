using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Files;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// Where a training text comes from: files, one after the other, of which one may be standard input (<c>-</c>); or the executable itself.
/// </summary>
internal sealed class TextSource(List<string> arguments)
{
    private const string StandardInputFile = "/dev/stdin";

    /// <summary>Whether the text is the embedded corpus.</summary>
    public bool IsEmbedded => arguments.Count == 0;

    /// <summary>Whether some of the text is read from standard input.</summary>
    public bool IsStandardInput => arguments.Contains(StandardInput.Path);

    /// <summary>Whether some of the text comes through a pipe, whatever its name, and is gone once it is read.</summary>
    public bool IsPiped => Words.Contains(StandardInput.Path);

    /// <summary>Whether the order of several files counts.</summary>
    public bool HasOrder => arguments.Count > 1;

    /// <summary>
    /// Where the files of the text lie, for comparing them with those to be written: also one that is redirected to standard input.
    /// </summary>
    public List<string> Locations => arguments
        .ConvertAll(argument => argument == StandardInput.Path ? StandardInputFile : argument)
        .FindAll(path => path != StandardInputFile || FileTarget.Exists(path));

    /// <summary>Each TEXT as a command repeats it: a pipe such as /dev/fd/63, which leads nowhere later, as standard input.</summary>
    public List<string> Words => !IsStandardInput && arguments.FindAll(IsPipe).Count == 1
        ? arguments.ConvertAll(path => IsPipe(path) ? StandardInput.Path : path)
        : arguments;

    /// <summary>Whether something waits on standard input, which a text that is left out does not read.</summary>
    public static bool IsPipedIn => FileStatus.Read(StandardInputFile).Kind is FileKind.Pipe or FileKind.Regular;

    private static bool IsPipe(string path) => FileStatus.Read(path).Kind == FileKind.Pipe;

    /// <summary>Refuses what no text can be read from.</summary>
    /// <exception cref="UsageException">Standard input is given twice.</exception>
    /// <exception cref="CharRnnException">A folder is given; the message shows the command that reads its files.</exception>
    public void Check()
    {
        if (arguments.IndexOf(StandardInput.Path) != arguments.LastIndexOf(StandardInput.Path))
            throw new UsageException(Messages.StandardInputIsGivenTwice());
        foreach (string path in arguments)
            if (path != StandardInput.Path) PipedText.CheckNoFolder(path);
    }

    /// <summary>Reads the text to its end.</summary>
    /// <exception cref="CharRnnException">It cannot be read or used.</exception>
    public LoadedText Load(TextLoader loader, StandardError error)
    {
        if (IsEmbedded)
        {
            using Stream corpus = EmbeddedCorpus.Open();
            return loader.LoadStream(corpus, "the embedded corpus");
        }

        using Stream? input = IsStandardInput ? StandardInput.Open("the text", error) : null;
        try
        {
            return loader.Load(arguments.ConvertAll(path =>
                path == StandardInput.Path ? new TextInput(input!, StandardInput.Name) : new TextInput(path)));
        }
        catch (PackedTextException e)
        {
            throw PipedText.Unpacking(e, arguments.Find(path => Display.Path(path) == e.Name));
        }
    }
}
