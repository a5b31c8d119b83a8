namespace CharRnnFast.Text;

/// <summary>One reader's view of a text's symbols; each stream of a run has its own.</summary>
internal abstract class SymbolWindow
{
    /// <summary>Copies the indices of symbols [position, position + destination.Length). Allocates nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not all of them are in the text.</exception>
    /// <exception cref="CharRnnException">The text is in a file that can no longer be read, or is no longer what it was.</exception>
    public abstract void Read(long position, Span<int> destination);
}
