namespace CharRnnFast.Text;

/// <summary>A prime text with a symbol that the model has no index for.</summary>
internal sealed class UnknownPrimeException(TextEncoding encoding, ReadOnlySpan<int> symbols, string known, bool isWide)
    : CharRnnException(Messages.ModelNeverSaw(SymbolName.Of(encoding, symbols[0]), known))
{
    /// <summary>What a symbol is.</summary>
    public TextEncoding Encoding { get; } = encoding;

    /// <summary>The symbol.</summary>
    public int Symbol { get; } = symbols[0];

    /// <summary>The symbol after it; -1: not read yet, or none.</summary>
    public int Next { get; } = symbols.Length > 1 ? symbols[1] : -1;

    /// <summary>What to give instead.</summary>
    public string Known { get; } = known;

    /// <summary>Whether the text looks like UTF-16 or UTF-32.</summary>
    public bool IsWide { get; } = isWide;
}
