namespace CharRnnFast.Text;

/// <summary>A part of a file that moves on with its reader.</summary>
internal sealed class FileWindow : SymbolWindow
{
    /// <summary>Bytes it holds: 256 streams take 16 MiB, and a step of T symbols refills one every 65,536 / T times.</summary>
    public const int WindowBytes = 1 << 16;

    private readonly TextFile _file;
    private readonly long _offset;
    private readonly long _length;
    private readonly short[] _indices = new short[byte.MaxValue + 1];
    private readonly byte[] _bytes = new byte[WindowBytes];
    private long _start;
    private int _filled;

    /// <summary>A window that is empty yet.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Byte offset of the first symbol.</param>
    /// <param name="vocabulary">The symbols, each one byte of the file.</param>
    public FileWindow(TextFile file, long offset, Vocabulary vocabulary)
    {
        _file = file;
        _offset = offset;
        _length = file.Length - offset;
        for (int b = 0; b < _indices.Length; b++) _indices[b] = (short)vocabulary.IndexOf(b);
    }

    /// <inheritdoc/>
    public override void Read(long position, Span<int> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, _length - destination.Length);
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
        int count = (int)Math.Min(_bytes.Length, _length - position);
        _file.Read(_offset + position, _bytes.AsSpan(0, count));
        (_start, _filled) = (position, count);
    }

    private void Convert(ReadOnlySpan<byte> bytes, Span<int> indices)
    {
        int all = 0;
        for (int i = 0; i < bytes.Length; i++) all |= indices[i] = _indices[bytes[i]];

        // A byte that is not in the vocabulary has the index -1.
        if (all < 0) throw _file.Changed("changed");
    }
}
