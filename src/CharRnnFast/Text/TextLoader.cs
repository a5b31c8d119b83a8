using CharRnnFast.Memory;

namespace CharRnnFast.Text;

/// <summary>Reads texts and turns them into symbols, either with a vocabulary of their own or with a given one.</summary>
internal sealed class TextLoader
{
    private readonly EncodingRule _rule;

    /// <summary>A loader that gives each text the vocabulary of its distinct symbols; one of more than the most is refused.</summary>
    public TextLoader(EncodingChoice encoding, int maxVocabulary) => _rule = new OwnVocabularyRule(encoding, maxVocabulary);

    /// <summary>A loader for a model that exists: its vocabulary and encoding hold, and symbols outside are refused by name.</summary>
    public TextLoader(Vocabulary vocabulary) => _rule = new FixedVocabularyRule(vocabulary);

    /// <summary>
    /// Called with a text's name and its XXH3-128 before its symbols are looked at; throws where it is not the text that is wanted.
    /// </summary>
    public Action<string, string>? CheckHash { get; init; }

    /// <summary>A text with more bytes than this stays in its files where each symbol is one byte.</summary>
    internal long MaxBytesInMemory { get; init; } = 16 << 20;

    /// <summary>Reads a file to its end; a pipe will do.</summary>
    /// <exception cref="CharRnnException">Missing, a folder or device, unreadable, or unusable as a text.</exception>
    public LoadedText LoadFile(string path) => Load([new(path)]);

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="CharRnnException">Unreadable, or unusable as a text.</exception>
    public LoadedText LoadStream(Stream stream, string name) => Load([new(stream, name)]);

    /// <summary>A text in memory.</summary>
    /// <inheritdoc cref="LoadStream"/>
    public LoadedText LoadBytes(byte[] text, string name) => LoadStream(new MemoryStream(text, writable: false), name);

    /// <summary>
    /// Reads sources to their ends as one text, in their order and with nothing between them. Of each a byte order mark is dropped, and the
    /// encoding is chosen for all together.
    /// </summary>
    /// <exception cref="CharRnnException">One is missing, a folder or device, or unreadable; or they are unusable as a text.</exception>
    public LoadedText Load(List<TextInput> inputs)
    {
        long bytes = 0;
        foreach (TextInput input in inputs)
        {
            input.Check();
            bytes += input.ExpectedBytes;
        }

        string name = inputs.Count == 1 ? inputs[0].Name : $"{inputs[0].Name} and {inputs.Count - 1} more";
        bool mayStay = bytes > MaxBytesInMemory && inputs.TrueForAll(input => input.RegularPath is not null);
        return (mayStay ? TryLeaveInFiles(inputs, name) : null) ?? LoadIntoMemory(inputs, bytes, name);
    }

    private LoadedText LoadIntoMemory(List<TextInput> inputs, long expectedBytes, string name)
    {
        TextSurvey survey = new(_rule.MayBeUtf8);
        NativeBuffer bytes = RawText.Reserve(expectedBytes, name);
        try
        {
            foreach (TextInput input in inputs) input.Read(stream => RawText.Append(stream, input.Name, bytes, survey));
            bytes.Resize(survey.Length);
            (TextScan scan, Vocabulary vocabulary, string reason) = Judge(survey, name);
            MemorySymbols symbols = new(CorpusBuilder.Index(bytes, name, scan, vocabulary), MemorySymbols.IsWide(vocabulary));
            return Finish(symbols, vocabulary, survey, name, reason);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    // Null where a symbol may take several bytes.
    private LoadedText? TryLeaveInFiles(List<TextInput> inputs, string name)
    {
        TextSurvey survey = new(_rule.MayBeUtf8);
        List<TextFile> files = [];
        LoadedText? loaded = null;
        try
        {
            foreach (TextInput input in inputs) input.ReadAsFile(files, survey);
            (TextScan scan, Vocabulary vocabulary, string reason) = Judge(survey, name);
            if (scan.IsByteASymbol) loaded = Finish(new FileSymbols(files, scan, vocabulary), vocabulary, survey, name, reason);
            return loaded;
        }
        finally
        {
            if (loaded is null) files.ForEach(file => file.Dispose());
        }
    }

    private (TextScan Scan, Vocabulary Vocabulary, string Reason) Judge(TextSurvey survey, string name)
    {
        _rule.CheckForms(survey);
        CheckHash?.Invoke(name, survey.Xxh128);
        return _rule.Apply(survey, name);
    }

    private LoadedText Finish(ISymbolStore symbols, Vocabulary vocabulary, TextSurvey survey, string name, string reason) =>
        new(new Corpus(symbols, vocabulary, name, survey.Xxh128), reason) { Notes = NotesOn(survey, name) };

    private List<string> NotesOn(TextSurvey survey, string name)
    {
        List<string> notes = [];
        TextPart? wide = _rule.MayBeUtf8 ? survey.Parts.Find(part => part.Form.UnmarkedEncoding is not null) : null;
        if (wide is not null) notes.Add(ReadingNotes.LooksWide(wide.Name, wide.Form.UnmarkedEncoding!));
        if (survey.HasCarriageReturnsOnly) notes.Add(ReadingNotes.HasCarriageReturnsOnly(name));
        return notes;
    }
}

/// <summary>A text ready for training, and why its encoding was chosen, as a note puts it in brackets after the encoding's name.</summary>
internal sealed record LoadedText(Corpus Corpus, string EncodingReason)
{
    /// <summary>What the user should know of the text, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
