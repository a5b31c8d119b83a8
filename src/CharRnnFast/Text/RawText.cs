using CharRnnFast.Memory;

namespace CharRnnFast.Text;

/// <summary>The bytes of a text in memory, as they came, byte order marks included.</summary>
internal static class RawText
{
    /// <summary>What to do about a text that does not fit into memory.</summary>
    public const string Remedy = "give a shorter text";

    private const int ChunkBytes = 1 << 20;

    /// <summary>Room for a text of about the expected bytes; more and fewer are read as well.</summary>
    /// <exception cref="CharRnnException">There are more than the memory holds.</exception>
    public static NativeBuffer Reserve(long expectedBytes, string name)
    {
        MemoryLimit.Check(expectedBytes, name, Remedy);
        // One byte more than expected, so that the end is seen without growing.
        return new(Math.Max(expectedBytes + 1, 1));
    }

    /// <summary>Reads a stream to its end. Its bytes go after those that the survey has scanned, and through the survey.</summary>
    /// <exception cref="CharRnnException">There are more than the memory holds.</exception>
    public static void Append(Stream stream, string name, NativeBuffer bytes, TextSurvey survey)
    {
        for (int read; (read = stream.Read(FreeSpan(bytes, name, survey.Length))) > 0;) survey.Add(bytes.Span(survey.Length, read));
        survey.EndPart(name);
    }

    private static Span<byte> FreeSpan(NativeBuffer bytes, string name, long length)
    {
        if (bytes.Length == length)
        {
            long grown = length + Math.Max(length / 2, ChunkBytes);
            // A stream without an end must not take the memory of all others either.
            if (grown > MemoryLimit.Available / 4 * 3) throw MemoryLimit.TooMuch(grown, name, Remedy);
            bytes.Resize(grown);
        }

        return bytes.Span(length, (int)Math.Min(bytes.Length - length, ChunkBytes));
    }
}
