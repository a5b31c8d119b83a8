namespace CharRnnFast.Text;

/// <summary>A part of a text in files that moves on with its reader.</summary>
internal sealed class FileWindow : SymbolWindow
{
    /// <summary>Bytes it holds: 256 streams take 16 MiB, and a step of T symbols refills one every 65,536 / T times.</summary>
    public const int WindowBytes = 1 << 16;

    private readonly FileSegment[] _segments;
    private readonly short[] _indices = new short[byte.MaxValue + 1];
    private readonly byte[] _bytes = new byte[WindowBytes];
    private long _start;
    private int _filled;
    private int _segment;

    /// <summary>A window that is empty yet. Each symbol of the text is one byte of a file.</summary>
    public FileWindow(FileSegment[] segments, Vocabulary vocabulary)
    {
        _segments = segments;
        Array.Fill(_indices, (short)-1);
        int end = vocabulary.Encoding == TextEncoding.Utf8 ? ScalarDecoder.AsciiEnd : _indices.Length;
        for (int b = 0; b < end; b++) _indices[b] = (short)vocabulary.IndexOf(b);
    }

    public override void Read(long position, Span<int> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, _segments[^1].End - destination.Length);
        while (destination.Length > 0)
        {
            if (position < _start || position >= _start + _filled) Fill(position);
            int begin = (int)(position - _start);
            int count = Math.Min(_filled - begin, destination.Length);
            Convert(_bytes.AsSpan(begin, count), destination);
            position += count;
            destination = destination[count..];
        }
    }

    // Nothing is in the window while it is being filled: what a failed attempt leaves is not the text.
    private void Fill(long position)
    {
        _filled = 0;
        while (position < _segments[_segment].Begin) _segment--;
        while (position >= _segments[_segment].End) _segment++;
        FileSegment segment = _segments[_segment];
        int count = (int)Math.Min(_bytes.Length, segment.End - position);
        segment.File.Read(segment.Offset + position - segment.Begin, _bytes.AsSpan(0, count));
        (_start, _filled) = (position, count);
    }

    private void Convert(ReadOnlySpan<byte> bytes, Span<int> indices)
    {
        int all = 0;
        for (int i = 0; i < bytes.Length; i++) all |= indices[i] = _indices[bytes[i]];

        // A byte that is not in the vocabulary has the index -1.
        if (all < 0) throw _segments[_segment].File.Changed("changed");
    }
}
