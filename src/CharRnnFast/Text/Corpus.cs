using System.Runtime.InteropServices;
using CharRnnFast.Kernels;

namespace CharRnnFast.Text;

/// <summary>A text as symbol indices in native memory: one byte each where V is at most 256, else two.</summary>
public sealed class Corpus : IDisposable
{
    private readonly NativeBuffer _indices;
    private readonly bool _wide;

    /// <summary>Takes over the indices of a text's symbols.</summary>
    internal Corpus(NativeBuffer indices, Vocabulary vocabulary, string name, string xxh128)
    {
        _indices = indices;
        _wide = IsWide(vocabulary);
        Vocabulary = vocabulary;
        Name = name;
        Xxh128 = xxh128;
        Length = _wide ? indices.Length / sizeof(ushort) : indices.Length;
    }

    /// <summary>Symbols in the text; more than 2^31 are allowed.</summary>
    public long Length { get; }

    /// <summary>The distinct symbols.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>What messages call the text.</summary>
    public string Name { get; }

    /// <summary>XXH3-128 of the text's bytes as they came, 32 hex digits as <c>xxh128sum</c> prints.</summary>
    public string Xxh128 { get; }

    /// <summary>Copies the indices of symbols [position, position + destination.Length). Allocates nothing.</summary>
    public void Read(long position, Span<int> destination)
    {
        if (_wide)
        {
            ReadOnlySpan<byte> bytes = _indices.Span(position * sizeof(ushort), destination.Length * sizeof(ushort));
            ReadOnlySpan<ushort> indices = MemoryMarshal.Cast<byte, ushort>(bytes);
            for (int i = 0; i < indices.Length; i++) destination[i] = indices[i];
        }
        else
        {
            ReadOnlySpan<byte> indices = _indices.Span(position, destination.Length);
            for (int i = 0; i < indices.Length; i++) destination[i] = indices[i];
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void Dispose() => _indices.Dispose();

    /// <summary>Whether an index into the vocabulary takes two bytes.</summary>
    internal static bool IsWide(Vocabulary vocabulary) => vocabulary.Count > byte.MaxValue + 1;
}
