namespace CharRnnFast.Text;

/// <summary>What the first bytes of a file tell of the text in it.</summary>
/// <param name="MarkBytes">Bytes of UTF-8's byte order mark: 3 or 0.</param>
/// <param name="MarkedEncoding">The UTF-16 or UTF-32 encoding that it is marked with, or null.</param>
/// <param name="UnmarkedEncoding">The one that it seems to have, by where its zeros are, without a mark; or null.</param>
/// <param name="Packing">How it is packed, or null.</param>
internal sealed record TextForm(int MarkBytes, string? MarkedEncoding, string? UnmarkedEncoding, Packing? Packing)
{
    /// <summary>Bytes that are looked at.</summary>
    public const int MaxSample = 4096;

    /// <summary>The form of a text by its first bytes, <see cref="MaxSample"/> of them at most.</summary>
    public static TextForm Of(ReadOnlySpan<byte> sample)
    {
        string? marked = ByteOrderMark.WideEncoding(sample);
        return new(ByteOrderMark.Utf8Length(sample), marked, marked is null ? EncodingByZeros(sample) : null, Packing.Of(sample));
    }

    /// <summary>Checks that a text can be read as UTF-8.</summary>
    /// <exception cref="CharRnnException">It is packed, or marked with another encoding.</exception>
    public void CheckReadable(string name, bool mayBeBytes)
    {
        if (Packing is Packing packing) throw new PackedTextException(name, packing);
        if (MarkedEncoding is string wide) throw new WideTextException(name, wide, mayBeBytes);
    }

    // In UTF-16 the high byte of every Latin letter, digit, space and line feed is 0, in UTF-32 three of its four bytes are; no text in
    // another encoding has zeros.
    private static string? EncodingByZeros(ReadOnlySpan<byte> sample)
    {
        Span<int> zeros = stackalloc int[4];
        zeros.Clear();
        for (int i = 0; i < sample.Length; i++)
            if (sample[i] == 0) zeros[i % 4]++;

        int even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3];
        if ((even + odd) * 20 < sample.Length || even + odd == 0) return null;
        if (zeros[3] > 8 * zeros[0] && zeros[2] > 8 * zeros[0]) return "UTF-32LE";
        if (zeros[0] > 8 * zeros[3] && zeros[1] > 8 * zeros[3]) return "UTF-32BE";
        return odd > 8 * even ? "UTF-16LE" : even > 8 * odd ? "UTF-16BE" : null;
    }
}

/// <summary>A text that is marked as UTF-16 or UTF-32.</summary>
internal sealed class WideTextException(string name, string encoding, bool mayBeBytes)
    : CharRnnException(Messages.IsWide(name, encoding, mayBeBytes ? ", or read it as bytes" : ""))
{
    public string Name { get; } = name;

    /// <summary>Its encoding, as iconv calls it.</summary>
    public string Encoding { get; } = encoding;

    public bool MayBeBytes { get; } = mayBeBytes;
}
