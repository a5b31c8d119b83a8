namespace CharRnnFast.Text;

/// <summary>A text as symbol indices in native memory.</summary>
public sealed class Corpus : IDisposable
{
    /// <summary>Symbols in the text; more than 2^31 are allowed.</summary>
    public long Length => throw new NotSupportedException();

    /// <summary>The distinct symbols.</summary>
    public Vocabulary Vocabulary => throw new NotSupportedException();

    /// <summary>XXH3-128 of the text's bytes, 32 hex digits as <c>xxh128sum</c> prints.</summary>
    public string Xxh128 => throw new NotSupportedException();

    /// <summary>Copies the indices of symbols [position, position + destination.Length). Allocates nothing.</summary>
    public void Read(long position, Span<int> destination) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}
