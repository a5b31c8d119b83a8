namespace CharRnnFast.Text;

/// <summary>The marks some editors put in front of a text.</summary>
internal static class ByteOrderMark
{
    /// <summary>Bytes that have to be looked at.</summary>
    public const int MaxLength = 4;

    private const int Utf8Bytes = 3;

    /// <summary>Length of UTF-8's mark at the start of a text, or 0.</summary>
    public static int Utf8Length(ReadOnlySpan<byte> start) => start.StartsWith("\uFEFF"u8) ? Utf8Bytes : 0;

    /// <summary>The name, as iconv knows it, of a UTF-16 or UTF-32 encoding that a text is marked with; null where it is not.</summary>
    public static string? WideEncoding(ReadOnlySpan<byte> start)
    {
        // UTF-32's little endian mark begins with UTF-16's.
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])
            || start.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
            return "UTF-32";
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return "UTF-16";
        return null;
    }
}
