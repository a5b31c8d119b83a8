namespace CharRnnFast.Text;

/// <summary>Where a text's symbols are.</summary>
internal interface ISymbolStore : IDisposable
{
    /// <summary>Symbols in the text; more than 2^31 are allowed.</summary>
    long Length { get; }

    /// <summary>Bytes of memory that they take.</summary>
    long BytesInMemory { get; }

    /// <summary>Bytes of memory that a view takes besides.</summary>
    long BytesOfWindow { get; }

    /// <summary>A view for one reader.</summary>
    SymbolWindow OpenWindow();
}
