using System.Text;
using CharRnnFast.Model;

namespace CharRnnFast.Text;

/// <summary>A text as symbol indices: in native memory, or left in its file.</summary>
public sealed class Corpus : IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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

    /// <summary>A text in memory; its symbols are Unicode scalar values.</summary>
    /// <param name="text">At least two distinct ones, at most <see cref="ModelShape.MaxVocabSize"/>.</param>
    /// <exception cref="ArgumentException">Half of a surrogate pair stands in it.</exception>
    /// <exception cref="CharRnnException">It has fewer or more distinct ones.</exception>
    public static Corpus FromString(string text) =>
        new TextLoader(EncodingChoice.Utf8, ModelShape.MaxVocabSize).LoadBytes(StrictUtf8.GetBytes(text), "the text").Corpus;

    /// <summary>A text from a file; a large one is left there where each symbol is one byte.</summary>
    /// <param name="path">Of a file or a pipe.</param>
    /// <param name="encoding">What its symbols are.</param>
    /// <exception cref="CharRnnException">
    /// Missing, a folder or device, unreadable, not of the encoding, or with fewer than two or more than
    /// <see cref="ModelShape.MaxVocabSize"/> distinct symbols.
    /// </exception>
    public static Corpus FromFile(string path, EncodingChoice encoding = EncodingChoice.Auto) =>
        new TextLoader(encoding, ModelShape.MaxVocabSize).LoadFile(path).Corpus;

    /// <summary>Symbols in the text; more than 2^31 are allowed.</summary>
    public long Length => _symbols.Length;

    /// <summary>Bytes that the text takes of the memory: 0 where it is left in its file.</summary>
    internal long BytesInMemory => _symbols.BytesInMemory;

    /// <summary>Bytes that each view takes besides.</summary>
    internal long BytesOfWindow => _symbols.BytesOfWindow;

    /// <summary>The distinct symbols.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>What messages call the text.</summary>
    public string Name { get; }

    /// <summary>XXH3-128 of the text's bytes as they came, 32 hex digits as <c>xxh128sum</c> prints.</summary>
    public string Xxh128 { get; }

    /// <summary>A view of the text for a reader that walks over it.</summary>
    internal SymbolWindow OpenWindow() => _symbols.OpenWindow();

    /// <inheritdoc cref="SymbolWindow.Read"/>
    public void Read(long position, Span<int> destination) => _window.Read(position, destination);

    /// <inheritdoc/>
    public void Dispose() => _symbols.Dispose();
}
