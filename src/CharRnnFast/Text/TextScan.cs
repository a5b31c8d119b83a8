using CharRnnFast.Kernels;

namespace CharRnnFast.Text;

/// <summary>What one walk over a text in one encoding finds.</summary>
/// <param name="Encoding">The encoding.</param>
/// <param name="Start">Byte offset of the first symbol.</param>
/// <param name="Symbols">Symbols in the text.</param>
/// <param name="Distinct">The distinct ones, ascending.</param>
/// <param name="InvalidAt">Byte offset of the first invalid sequence, where the walk ended, or -1.</param>
internal sealed record TextScan(TextEncoding Encoding, long Start, long Symbols, int[] Distinct, long InvalidAt)
{
    private const int BlockSymbols = 4096;

    /// <summary>Whether the whole text is valid in the encoding.</summary>
    public bool IsValid => InvalidAt < 0;

    /// <summary>Walks over the text from byte <paramref name="start"/> on.</summary>
    public static TextScan Run(NativeBuffer text, long start, TextEncoding encoding)
    {
        SymbolReader reader = new(text, start, encoding);
        SymbolSet distinct = new();
        Span<int> block = stackalloc int[BlockSymbols];
        long symbols = 0;
        for (int count; (count = reader.Read(block)) > 0; symbols += count) distinct.Add(block[..count]);
        return new(encoding, start, symbols, distinct.ToArray(), reader.StoppedAtInvalid ? reader.Position : -1);
    }
}
