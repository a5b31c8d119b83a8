using System.Buffers;
using System.Text;

namespace CharRnnFast.Text;

/// <summary>UTF-8 to Unicode scalar values, strictly: no overlong forms, no surrogates.</summary>
internal static class ScalarDecoder
{
    /// <summary>The first scalar value beyond ASCII.</summary>
    public const int AsciiEnd = 0x80;

    /// <summary>Decodes until the bytes or the destination end, or a sequence is invalid or incomplete.</summary>
    public static OperationStatus Decode(ReadOnlySpan<byte> utf8, Span<int> scalars, out int read, out int written)
    {
        read = 0;
        written = 0;
        while (true)
        {
            int ascii = CopyAscii(utf8[read..], scalars[written..]);
            read += ascii;
            written += ascii;
            if (read == utf8.Length) return OperationStatus.Done;
            if (written == scalars.Length) return OperationStatus.DestinationTooSmall;
            OperationStatus status = Rune.DecodeFromUtf8(utf8[read..], out Rune rune, out int length);
            if (status != OperationStatus.Done) return status;
            scalars[written++] = rune.Value;
            read += length;
        }
    }

    private static int CopyAscii(ReadOnlySpan<byte> utf8, Span<int> scalars)
    {
        int length = Math.Min(utf8.Length, scalars.Length);
        for (int i = 0; i < length; i++)
        {
            if (utf8[i] >= AsciiEnd) return i;
            scalars[i] = utf8[i];
        }

        return length;
    }
}
