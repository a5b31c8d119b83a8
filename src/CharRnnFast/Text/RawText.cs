using System.IO.Hashing;
using CharRnnFast.Kernels;

namespace CharRnnFast.Text;

/// <summary>The bytes of a text as they came, with their hash.</summary>
/// <param name="Bytes">All of them, a byte order mark included.</param>
/// <param name="Xxh128">XXH3-128, 32 hex digits.</param>
internal sealed record RawText(NativeBuffer Bytes, string Xxh128)
{
    private const int ChunkBytes = 1 << 20;

    // A stream without an end must not take the memory of all others: the system would hand it out, and then end processes.
    private static readonly long LargestGrowth = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="expectedBytes">How many there probably are; more and fewer are read as well.</param>
    /// <exception cref="OutOfMemoryException">There are more than the memory holds.</exception>
    public static RawText Read(Stream stream, long expectedBytes)
    {
        // One byte more than expected, so that the end is seen without growing.
        NativeBuffer bytes = new(Math.Max(expectedBytes + 1, 1));
        XxHash128 hash = new();
        long length = 0;
        for (int read; (read = stream.Read(FreeSpan(bytes, length))) > 0; length += read) hash.Append(bytes.Span(length, read));
        bytes.Resize(length);
        return new(bytes, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    private static Span<byte> FreeSpan(NativeBuffer bytes, long length)
    {
        if (bytes.Length == length) Grow(bytes, length + Math.Max(length / 2, ChunkBytes));
        return bytes.Span(length, (int)Math.Min(bytes.Length - length, ChunkBytes));
    }

    private static void Grow(NativeBuffer bytes, long length)
    {
        if (length > LargestGrowth) throw new OutOfMemoryException();
        bytes.Resize(length);
    }
}
