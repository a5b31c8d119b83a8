namespace CharRnnFast.Sampling;

/// <summary>Looks out for the text at which a sample ends, in constant time a symbol (Knuth, Morris and Pratt).</summary>
internal sealed class StopText
{
    private readonly int[] _symbols;

    // By the length of a beginning of the text: that of its longest proper beginning in which it also ends.
    private readonly int[] _borders;
    private int _matched;

    /// <summary>A text of one symbol at least.</summary>
    /// <param name="symbols">Indices; one that no model writes is never found.</param>
    /// <exception cref="ArgumentException">It has no symbol.</exception>
    public StopText(ReadOnlySpan<int> symbols)
    {
        if (symbols.IsEmpty) throw new ArgumentException("A text to stop at has a symbol.", nameof(symbols));
        _symbols = symbols.ToArray();
        _borders = new int[_symbols.Length + 1];
        for (int length = 2, matched = 0; length <= _symbols.Length; length++)
            _borders[length] = matched = Extend(matched, _symbols[length - 1]);
    }

    /// <summary>Starts a sample.</summary>
    public void Reset() => _matched = 0;

    /// <summary>Takes the next symbol. Whether the sample now ends in the text.</summary>
    public bool Add(int symbol)
    {
        _matched = Extend(_matched == _symbols.Length ? _borders[_matched] : _matched, symbol);
        return _matched == _symbols.Length;
    }

    private int Extend(int matched, int symbol)
    {
        while (matched > 0 && _symbols[matched] != symbol) matched = _borders[matched];
        return _symbols[matched] == symbol ? matched + 1 : 0;
    }
}
