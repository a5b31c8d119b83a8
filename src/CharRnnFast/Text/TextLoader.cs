using CharRnnFast.Files;
using CharRnnFast.Kernels;

namespace CharRnnFast.Text;

/// <summary>Reads texts and turns them into symbols, either with a vocabulary of their own or with a given one.</summary>
public sealed class TextLoader
{
    private readonly EncodingRule _rule;

    /// <summary>A loader that gives each text the vocabulary of its distinct symbols.</summary>
    /// <param name="encoding">The encoding asked for.</param>
    /// <param name="largestVocabulary">V of the largest kernel there is: texts with more distinct symbols are refused.</param>
    public TextLoader(EncodingChoice encoding, int largestVocabulary) => _rule = new OwnVocabularyRule(encoding, largestVocabulary);

    /// <summary>A loader for a model that exists: its vocabulary and encoding hold, and symbols outside are refused by name.</summary>
    public TextLoader(Vocabulary vocabulary) => _rule = new FixedVocabularyRule(vocabulary);

    /// <summary>Called with a text's name and its XXH3-128 before its symbols are looked at; throws where it is not the text that is wanted.</summary>
    public Action<string, string>? CheckHash { get; init; }

    /// <summary>Files with more bytes than this stay on the disk where each symbol is one byte.</summary>
    internal long LargestInMemory { get; init; } = 16 << 20;

    /// <summary>Reads a file to its end; a pipe will do.</summary>
    /// <exception cref="CharRnnException">Missing, a folder or device, unreadable, or unusable as a text.</exception>
    public LoadedText LoadFile(string path)
    {
        FileTarget.CheckEnds(path);
        FileStream? stream = null;
        try
        {
            stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            bool isLarge = stream.CanSeek && stream.Length > LargestInMemory;
            if (isLarge && TryLeaveInFile(new(path, stream)) is LoadedText inFile) return inFile;
            LoadedText inMemory = Load(stream, Display.Path(path));
            stream.Dispose();
            return inMemory;
        }
        catch (Exception e)
        {
            stream?.Dispose();
            if (FileErrors.IsFileError(e)) throw FileErrors.CannotRead(path, e);
            throw;
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream, for instance standard input.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="CharRnnException">Unreadable, or unusable as a text.</exception>
    public LoadedText LoadStream(Stream stream, string name)
    {
        try
        {
            return Load(stream, name);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotRead(name, e);
        }
    }

    /// <summary>A text in memory.</summary>
    /// <inheritdoc cref="LoadStream"/>
    public LoadedText LoadBytes(byte[] text, string name) => LoadStream(new MemoryStream(text, writable: false), name);

    private LoadedText Load(Stream stream, string name)
    {
        TextSurvey survey = new(_rule.MayBeUtf8);
        NativeBuffer bytes = RawText.Read(stream, name, stream.CanSeek ? stream.Length - stream.Position : 0, survey);
        try
        {
            CheckHash?.Invoke(name, survey.Xxh128);
            return Index(bytes, survey, name);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private LoadedText Index(NativeBuffer bytes, TextSurvey survey, string name)
    {
        (TextScan scan, Vocabulary vocabulary, string reason) = _rule.Apply(survey, name);
        MemorySymbols symbols = new(CorpusBuilder.Index(bytes, name, scan, vocabulary), MemorySymbols.IsWide(vocabulary));
        return new(new Corpus(symbols, vocabulary, name, survey.Xxh128), reason);
    }

    /// <summary>The text with its symbols left in the file; null where a symbol may take several bytes.</summary>
    private LoadedText? TryLeaveInFile(TextFile file)
    {
        TextSurvey survey = new(_rule.MayBeUtf8);
        file.Show(survey);
        CheckHash?.Invoke(file.Name, survey.Xxh128);
        (TextScan scan, Vocabulary vocabulary, string reason) = _rule.Apply(survey, file.Name);
        if (!scan.IsByteASymbol) return null;
        return new(new Corpus(new FileSymbols(file, scan.Start, vocabulary), vocabulary, file.Name, survey.Xxh128), reason);
    }
}
