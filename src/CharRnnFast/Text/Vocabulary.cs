using System.Buffers;
using System.Text;

namespace CharRnnFast.Text;

/// <summary>The distinct symbols of a text in ascending order; a symbol's index is its place there.</summary>
public sealed class Vocabulary
{
    // Bytes and the first 256 scalar values are looked up directly, others by bisection.
    private const int DirectSymbols = 256;
    private const int MaxUtf8Length = 4;

    private readonly int[] _symbols;
    private readonly short[] _direct = new short[DirectSymbols];
    private readonly byte[] _bytes;
    private readonly int[] _byteStarts;

    /// <summary>A vocabulary of ascending, distinct symbols: scalar values or bytes.</summary>
    /// <exception cref="ArgumentException">None, more than 65536, not ascending, or a value that the encoding does not have.</exception>
    public Vocabulary(TextEncoding encoding, ReadOnlySpan<int> symbols)
    {
        if (FaultIn(encoding, symbols) is string fault) throw new ArgumentException(fault, nameof(symbols));
        Encoding = encoding;
        _symbols = symbols.ToArray();
        _byteStarts = new int[symbols.Length + 1];
        _bytes = WriteBytes();
        _direct.AsSpan().Fill(-1);
        for (int i = 0; i < symbols.Length && symbols[i] < DirectSymbols; i++) _direct[symbols[i]] = (short)i;
    }

    /// <summary>What a symbol is.</summary>
    public TextEncoding Encoding { get; }

    /// <summary>V.</summary>
    public int Count => _symbols.Length;

    /// <summary>The symbols in index order.</summary>
    public ReadOnlySpan<int> Symbols => _symbols;

    /// <summary>Looks a symbol up.</summary>
    /// <param name="symbol">A Unicode scalar value, or a byte.</param>
    /// <param name="index">Its index in [0, V); -1 where the vocabulary lacks it.</param>
    /// <returns>Whether the vocabulary has it.</returns>
    public bool TryIndexOf(int symbol, out int index)
    {
        index = IndexOf(symbol);
        return index >= 0;
    }

    /// <summary>The indices of a text's symbols; where symbols are bytes, those of its UTF-8.</summary>
    /// <exception cref="CharRnnException">The vocabulary lacks a symbol, which the message names.</exception>
    public int[] Encode(string text)
    {
        using MemoryStream bytes = new(System.Text.Encoding.UTF8.GetBytes(text));
        PrimeText symbols = new(bytes, this, UnknownSymbols.Refuse);
        int[] indices = new int[symbols.Symbols];
        int count = 0;
        symbols.ForEach(index => indices[count++] = index);
        return indices;
    }

    /// <summary>The text of symbols; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <param name="indices">In [0, V).</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not.</exception>
    public string Decode(ReadOnlySpan<int> indices)
    {
        ArrayBufferWriter<byte> bytes = new();
        foreach (int index in indices)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(indices));
            bytes.Write(BytesOf(index));
        }

        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Index of a symbol, or -1.</summary>
    internal int IndexOf(int symbol) => (uint)symbol < DirectSymbols ? _direct[symbol] : Bisect(symbol);

    /// <summary>The bytes of the symbol at an index in a text: one byte, or the scalar's UTF-8.</summary>
    public ReadOnlySpan<byte> BytesOf(int index) => _bytes.AsSpan(_byteStarts[index].._byteStarts[index + 1]);

    /// <summary>Why symbols are not a vocabulary, or null where they are one.</summary>
    internal static string? FaultIn(TextEncoding encoding, ReadOnlySpan<int> symbols)
    {
        if (symbols.Length is 0 or > ushort.MaxValue + 1) return "a vocabulary has 1 to 65536 symbols";
        for (int i = 0; i < symbols.Length; i++)
        {
            if (encoding == TextEncoding.Bytes && symbols[i] is < byte.MinValue or > byte.MaxValue) return $"{symbols[i]} is not a byte";
            if (encoding == TextEncoding.Utf8 && !Rune.IsValid(symbols[i])) return $"{symbols[i]} is not a Unicode scalar value";
            if (i > 0 && symbols[i] <= symbols[i - 1]) return $"the symbols are not ascending: {symbols[i]} follows {symbols[i - 1]}";
        }

        return null;
    }

    private int Bisect(int symbol) => Math.Max(_symbols.AsSpan().BinarySearch(symbol), -1);

    private byte[] WriteBytes()
    {
        byte[] bytes = new byte[_symbols.Length * MaxUtf8Length];
        for (int i = 0; i < _symbols.Length; i++)
        {
            Span<byte> destination = bytes.AsSpan(_byteStarts[i]);
            int length = 1;
            if (Encoding == TextEncoding.Bytes) destination[0] = (byte)_symbols[i];
            else length = new Rune(_symbols[i]).EncodeToUtf8(destination);
            _byteStarts[i + 1] = _byteStarts[i] + length;
        }

        return bytes;
    }
}
