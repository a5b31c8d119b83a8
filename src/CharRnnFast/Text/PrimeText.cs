namespace CharRnnFast.Text;

/// <summary>Text of any length that a model is fed before it generates, read anew each time.</summary>
internal sealed class PrimeText
{
    // A longer vocabulary would drown the message.
    private const int ListedVocabulary = 100;
    private const int BlockSymbols = 4096;

    /// <summary>What messages call it.</summary>
    public const string Name = "the prime text";

    private readonly Stream _stream;
    private readonly Vocabulary _vocabulary;
    private readonly UnknownSymbols _unknown;

    /// <summary>Checks the text in a stream that can seek to its end.</summary>
    /// <exception cref="CharRnnException">
    /// Unreadable, not valid UTF-8 for a UTF-8 vocabulary, or a symbol outside it, which the message names.
    /// </exception>
    public PrimeText(Stream stream, Vocabulary vocabulary, UnknownSymbols unknown)
    {
        _stream = stream;
        _vocabulary = vocabulary;
        _unknown = unknown;
        ForEach(_ => Symbols++);
    }

    /// <summary>Symbols that are fed.</summary>
    public long Symbols { get; private set; }

    /// <summary>The UTF-16 or UTF-32 encoding that the text seems to have without being marked with it; null: none.</summary>
    public string? UnmarkedEncoding { get; private set; }

    /// <summary>Calls <paramref name="action"/> with the index of each symbol, one after the other.</summary>
    /// <exception cref="CharRnnException">The text can no longer be read, or has changed.</exception>
    public void ForEach(Action<int> action)
    {
        _stream.Position = 0;
        SymbolStream symbols = new(_stream, _vocabulary.Encoding, Name);
        Span<int> block = stackalloc int[BlockSymbols];
        for (int count; (count = symbols.Read(block)) > 0;)
        {
            UnmarkedEncoding = symbols.UnmarkedEncoding;
            for (int i = 0; i < count; i++) Take(block[i..count], action);
        }
    }

    // Takes the first of the symbols that are to come.
    private void Take(ReadOnlySpan<int> symbols, Action<int> action)
    {
        int index = _vocabulary.IndexOf(symbols[0]);
        if (index >= 0) action(index);
        else if (_unknown == UnknownSymbols.Refuse) throw Unknown(symbols);
    }

    private CharRnnException Unknown(ReadOnlySpan<int> symbols)
    {
        bool isListed = _vocabulary.Count <= ListedVocabulary;
        string known = isListed ? $"use only {List(_vocabulary)}" : "use only symbols of the text it was trained on";
        if (UnmarkedEncoding is string wide) known = $"{ReadingNotes.ConvertIfWide(Name, wide)}, else {known}";
        return new UnknownPrimeException(_vocabulary.Encoding, symbols, known, UnmarkedEncoding is not null);
    }

    private static string List(Vocabulary vocabulary)
    {
        string[] symbols = Array.ConvertAll(vocabulary.Symbols.ToArray(), symbol => vocabulary.Encoding == TextEncoding.Utf8
            ? Display.Scalar(symbol)
            : $"0x{symbol:X2}");
        return string.Join(vocabulary.Encoding == TextEncoding.Utf8 ? "" : " ", symbols);
    }
}

/// <summary>What to do with symbols outside a model's vocabulary.</summary>
internal enum UnknownSymbols
{
    /// <summary>They are an error.</summary>
    Refuse,

    /// <summary>They are left out.</summary>
    Skip,
}

/// <summary>A prime text with a symbol that the model has no index for.</summary>
internal sealed class UnknownPrimeException(TextEncoding encoding, ReadOnlySpan<int> symbols, string known, bool isWide)
    : CharRnnException(Messages.ModelNeverSaw(SymbolName.Of(encoding, symbols[0]), known))
{
    public TextEncoding Encoding { get; } = encoding;

    public int Symbol { get; } = symbols[0];

    /// <summary>The symbol after it; -1: not read yet, or none.</summary>
    public int Next { get; } = symbols.Length > 1 ? symbols[1] : -1;

    public string Known { get; } = known;

    public bool IsWide { get; } = isWide;
}
