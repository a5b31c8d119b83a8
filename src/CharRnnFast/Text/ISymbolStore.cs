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

/// <summary>One reader's view of a text's symbols; each stream of a run has its own.</summary>
internal abstract class SymbolWindow
{
    /// <summary>Copies the indices of symbols [position, position + destination.Length). Allocates nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not all of them are in the text.</exception>
    /// <exception cref="CharRnnException">The text is in a file that can no longer be read, or is no longer what it was.</exception>
    public abstract void Read(long position, Span<int> destination);
}
