using CharRnnFast.Files;

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

    /// <summary>Reads a file to its end; a pipe will do.</summary>
    /// <exception cref="CharRnnException">Missing, a folder or device, unreadable, or unusable as a text.</exception>
    public LoadedText LoadFile(string path)
    {
        FileTarget.CheckEnds(path);
        RawText raw;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            raw = ReadRaw(file, Display.Path(path), file.CanSeek ? file.Length : 0);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotRead(path, e);
        }

        return Load(raw, Display.Path(path));
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream, for instance standard input.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="CharRnnException">Unreadable, or unusable as a text.</exception>
    public LoadedText LoadStream(Stream stream, string name)
    {
        RawText raw;
        try
        {
            raw = ReadRaw(stream, name, stream.CanSeek ? stream.Length - stream.Position : 0);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotRead(name, e);
        }

        return Load(raw, name);
    }

    /// <summary>A text in memory.</summary>
    /// <inheritdoc cref="LoadStream"/>
    public LoadedText LoadBytes(byte[] text, string name) => LoadStream(new MemoryStream(text, writable: false), name);

    private static RawText ReadRaw(Stream stream, string name, long expectedBytes)
    {
        try
        {
            return RawText.Read(stream, expectedBytes);
        }
        catch (OutOfMemoryException e)
        {
            throw new CharRnnException(Messages.DoesNotFit(name), e);
        }
    }

    private LoadedText Load(RawText raw, string name)
    {
        try
        {
            CheckHash?.Invoke(name, raw.Xxh128);
            (TextScan scan, Vocabulary vocabulary, string reason) = _rule.Apply(raw.Bytes, name);
            return new(new Corpus(CorpusBuilder.Index(raw.Bytes, scan, vocabulary), vocabulary, name, raw.Xxh128), reason);
        }
        catch
        {
            raw.Bytes.Dispose();
            throw;
        }
    }
}
