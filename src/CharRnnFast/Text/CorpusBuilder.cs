using System.Runtime.InteropServices;
using CharRnnFast.Memory;

namespace CharRnnFast.Text;

/// <summary>Turns a scanned text's bytes into indices.</summary>
internal static class CorpusBuilder
{
    private const int BlockSymbols = 4096;

    /// <summary>
    /// The indices of a text's symbols, all of which the vocabulary holds. The bytes are used up: one-byte indices replace them in place,
    /// since no symbol has less than one byte.
    /// </summary>
    /// <exception cref="CharRnnException">They do not fit into memory.</exception>
    public static NativeBuffer Index(NativeBuffer text, string name, TextScan scan, Vocabulary vocabulary)
    {
        SymbolReader reader = new(text, scan);
        if (!MemorySymbols.IsWide(vocabulary))
        {
            WriteNarrow(reader, vocabulary, text);
            text.Resize(scan.Symbols);
            return text;
        }

        MemoryLimit.Check(text.Length + (scan.Symbols * sizeof(ushort)), name, RawText.Remedy);
        NativeBuffer indices = new(scan.Symbols * sizeof(ushort));
        WriteWide(reader, vocabulary, indices);
        text.Dispose();
        return indices;
    }

    private static void WriteNarrow(SymbolReader reader, Vocabulary vocabulary, NativeBuffer indices)
    {
        Span<int> block = stackalloc int[BlockSymbols];
        long position = 0;
        for (int count; (count = reader.Read(block)) > 0; position += count)
        {
            Span<byte> destination = indices.Span(position, count);
            for (int i = 0; i < count; i++) destination[i] = (byte)vocabulary.IndexOf(block[i]);
        }
    }

    private static void WriteWide(SymbolReader reader, Vocabulary vocabulary, NativeBuffer indices)
    {
        Span<int> block = stackalloc int[BlockSymbols];
        long position = 0;
        for (int count; (count = reader.Read(block)) > 0; position += count)
        {
            Span<ushort> destination = MemoryMarshal.Cast<byte, ushort>(indices.Span(position * sizeof(ushort), count * sizeof(ushort)));
            for (int i = 0; i < count; i++) destination[i] = (ushort)vocabulary.IndexOf(block[i]);
        }
    }
}
