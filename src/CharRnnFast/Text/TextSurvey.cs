using System.IO.Hashing;

namespace CharRnnFast.Text;

/// <summary>
/// All that the choice of encoding and vocabulary needs of a text, gathered while its bytes pass by once, in chunks of any length.
/// </summary>
/// <param name="asUtf8">Whether the text is also looked at as UTF-8.</param>
internal sealed class TextSurvey(bool asUtf8)
{
    private readonly XxHash128 _hash = new();
    private readonly bool[] _bytes = new bool[byte.MaxValue + 1];
    private readonly byte[] _start = new byte[ByteOrderMark.MaxLength];
    private readonly Utf8Survey? _utf8 = asUtf8 ? new() : null;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>The first bytes, as many as a byte order mark can have.</summary>
    public ReadOnlySpan<byte> Start => _start.AsSpan(0, (int)Math.Min(Length, _start.Length));

    /// <summary>XXH3-128 of the bytes so far, 32 hex digits.</summary>
    public string Xxh128 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Takes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> chunk)
    {
        if (Length < _start.Length) chunk[..(int)Math.Min(chunk.Length, _start.Length - Length)].CopyTo(_start.AsSpan((int)Length));
        _hash.Append(chunk);
        foreach (byte b in chunk) _bytes[b] = true;
        _utf8?.Add(chunk);
        Length += chunk.Length;
    }

    /// <summary>The whole text as bytes.</summary>
    public TextScan AsBytes() => new(TextEncoding.Bytes, 0, Length, [.. DistinctBytes(_bytes.Length)], InvalidAt: -1);

    /// <summary>The whole text as UTF-8, past a byte order mark.</summary>
    /// <exception cref="InvalidOperationException">It was not looked at as UTF-8.</exception>
    public TextScan AsUtf8()
    {
        if (_utf8 is null) throw new InvalidOperationException("The text was not looked at as UTF-8.");
        // In valid UTF-8 a byte below 128 is a character, and no part of another one.
        int[] distinct = [.. DistinctBytes(Utf8Survey.AsciiEnd), .. _utf8.DistinctBeyondAscii()];
        return new(TextEncoding.Utf8, _utf8.MarkBytes, _utf8.Symbols, distinct, _utf8.InvalidAt);
    }

    private List<int> DistinctBytes(int end)
    {
        List<int> distinct = [];
        for (int b = 0; b < end; b++)
            if (_bytes[b]) distinct.Add(b);

        return distinct;
    }
}
