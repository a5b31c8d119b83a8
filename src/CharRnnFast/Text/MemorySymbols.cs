using System.Runtime.InteropServices;
using CharRnnFast.Memory;

namespace CharRnnFast.Text;

/// <summary>Symbols in native memory that it takes over, as indices of one byte each where V is at most 256, else two.</summary>
internal sealed class MemorySymbols(NativeBuffer indices, bool wide) : SymbolWindow, ISymbolStore
{
    public long Length { get; } = wide ? indices.Length / sizeof(ushort) : indices.Length;

    public long BytesInMemory => indices.Length;

    public long BytesOfWindow => 0;

    /// <summary>Whether an index into the vocabulary takes two bytes.</summary>
    public static bool IsWide(Vocabulary vocabulary) => vocabulary.Count > byte.MaxValue + 1;

    /// <summary>Itself: there is nothing that readers would not share.</summary>
    public SymbolWindow OpenWindow() => this;

    public override void Read(long position, Span<int> destination)
    {
        if (wide)
        {
            ReadOnlySpan<byte> bytes = indices.Span(position * sizeof(ushort), destination.Length * sizeof(ushort));
            ReadOnlySpan<ushort> symbols = MemoryMarshal.Cast<byte, ushort>(bytes);
            for (int i = 0; i < symbols.Length; i++) destination[i] = symbols[i];
        }
        else
        {
            ReadOnlySpan<byte> symbols = indices.Span(position, destination.Length);
            for (int i = 0; i < symbols.Length; i++) destination[i] = symbols[i];
        }

        GC.KeepAlive(this);
    }

    public void Dispose() => indices.Dispose();
}
