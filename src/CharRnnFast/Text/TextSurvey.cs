using System.IO.Hashing;

namespace CharRnnFast.Text;

/// <summary>
/// All that the choice of encoding and vocabulary needs of a text, gathered while its bytes pass by once, in chunks of any length, part by
/// part; also as UTF-8 where that is asked for.
/// </summary>
internal sealed class TextSurvey(bool asUtf8)
{
    private readonly XxHash128 _hash = new();
    private readonly bool[] _bytes = new bool[byte.MaxValue + 1];
    private readonly byte[] _sample = new byte[TextForm.MaxSample];
    private readonly List<TextPart> _parts = [];
    private readonly Utf8Survey? _utf8 = asUtf8 ? new() : null;
    private long _partBegin;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>The parts that have ended.</summary>
    public List<TextPart> Parts => _parts;

    /// <summary>XXH3-128 of the bytes so far, 32 hex digits.</summary>
    public string Xxh128 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Whether lines end, and all of them in a carriage return alone.</summary>
    public bool HasCarriageReturnsOnly => _bytes['\r'] && !_bytes['\n'];

    /// <summary>Takes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> chunk)
    {
        long inPart = Length - _partBegin;
        if (inPart < _sample.Length) chunk[..(int)Math.Min(chunk.Length, _sample.Length - inPart)].CopyTo(_sample.AsSpan((int)inPart));
        _hash.Append(chunk);
        foreach (byte b in chunk) _bytes[b] = true;
        _utf8?.Add(chunk);
        Length += chunk.Length;
    }

    /// <summary>The part that the last bytes were of has ended; another may follow.</summary>
    public void EndPart(string name)
    {
        long length = Length - _partBegin;
        _parts.Add(new(name, length, TextForm.Of(_sample.AsSpan(0, (int)Math.Min(length, _sample.Length)))));
        _utf8?.EndPart();
        _partBegin = Length;
    }

    /// <summary>The whole text as bytes.</summary>
    public TextScan AsBytes() => new(TextEncoding.Bytes, _parts, Length, [.. DistinctBytes(_bytes.Length)]);

    /// <summary>The whole text as UTF-8, past the parts' byte order marks.</summary>
    /// <exception cref="InvalidOperationException">It was not looked at as UTF-8.</exception>
    public TextScan AsUtf8()
    {
        if (_utf8 is null) throw new InvalidOperationException("The text was not looked at as UTF-8.");
        // In valid UTF-8 a byte below 128 is a character, and no part of another one.
        int[] distinct = [.. DistinctBytes(ScalarDecoder.AsciiEnd), .. _utf8.DistinctBeyondAscii()];
        (int part, long offset) = PartOf(_utf8.InvalidAt);
        return new(TextEncoding.Utf8, _parts, _utf8.Symbols, distinct, part, offset);
    }

    // An offset of -1 stays it.
    private (int Part, long Offset) PartOf(long offset)
    {
        int part = 0;
        while (part < _parts.Count - 1 && offset >= _parts[part].Length) offset -= _parts[part++].Length;
        return (part, offset);
    }

    private List<int> DistinctBytes(int end)
    {
        List<int> distinct = [];
        for (int b = 0; b < end; b++)
            if (_bytes[b]) distinct.Add(b);

        return distinct;
    }
}
