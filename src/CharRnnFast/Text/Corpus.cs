namespace CharRnnFast.Text;

/// <summary>A text as symbol indices: in native memory, or left in its file.</summary>
public sealed class Corpus : IDisposable
{
    private readonly ISymbolStore _symbols;
    private readonly SymbolWindow _window;

    /// <summary>Takes over a text's symbols.</summary>
    internal Corpus(ISymbolStore symbols, Vocabulary vocabulary, string name, string xxh128)
    {
        _symbols = symbols;
        _window = symbols.OpenWindow();
        Vocabulary = vocabulary;
        Name = name;
        Xxh128 = xxh128;
    }

    /// <summary>Symbols in the text; more than 2^31 are allowed.</summary>
    public long Length => _symbols.Length;

    /// <summary>Bytes that the text takes of the memory: 0 where it is left in its file.</summary>
    public long BytesInMemory => _symbols.BytesInMemory;

    /// <summary>Bytes that each view takes besides.</summary>
    public long BytesOfWindow => _symbols.BytesOfWindow;

    /// <summary>The distinct symbols.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>What messages call the text.</summary>
    public string Name { get; }

    /// <summary>XXH3-128 of the text's bytes as they came, 32 hex digits as <c>xxh128sum</c> prints.</summary>
    public string Xxh128 { get; }

    /// <summary>A view of the text for a reader that walks over it.</summary>
    public SymbolWindow OpenWindow() => _symbols.OpenWindow();

    /// <inheritdoc cref="SymbolWindow.Read"/>
    public void Read(long position, Span<int> destination) => _window.Read(position, destination);

    /// <inheritdoc/>
    public void Dispose() => _symbols.Dispose();
}
