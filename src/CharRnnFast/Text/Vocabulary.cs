namespace CharRnnFast.Text;

/// <summary>The distinct symbols of a text in ascending order; a symbol's index is its place there.</summary>
public sealed class Vocabulary
{
    /// <summary>A vocabulary of ascending, distinct symbols: scalar values or bytes.</summary>
    /// <exception cref="ArgumentException">Not ascending, or a value that the encoding does not have.</exception>
    public Vocabulary(TextEncoding encoding, ReadOnlySpan<int> symbols) => throw new NotSupportedException();

    /// <summary>What a symbol is.</summary>
    public TextEncoding Encoding => throw new NotSupportedException();

    /// <summary>V.</summary>
    public int Count => throw new NotSupportedException();

    /// <summary>The symbols in index order.</summary>
    public ReadOnlySpan<int> Symbols => throw new NotSupportedException();

    /// <summary>Index of a symbol, or -1.</summary>
    public int IndexOf(int symbol) => throw new NotSupportedException();

    /// <summary>The bytes of the symbol at an index in a text: one byte, or the scalar's UTF-8.</summary>
    public ReadOnlySpan<byte> BytesOf(int index) => throw new NotSupportedException();
}
