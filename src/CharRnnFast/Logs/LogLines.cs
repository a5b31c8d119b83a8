namespace CharRnnFast.Logs;

/// <summary>Cuts a log, as long as it may be, into its lines.</summary>
internal sealed class LogLines(Stream log)
{
    // Far over the longest line: whatever has no line feed in this many bytes is not a log.
    private const int BufferBytes = 1 << 16;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _begin;
    private int _end;

    /// <summary>Whether something without a line feed is left after the last line.</summary>
    public bool HasRest => Rest.Length > 0;

    /// <summary>
    /// Whether what is left after the last line is nothing, or the start of a line that a crash cut off or a process is still writing.
    /// </summary>
    public bool RestIsOfALog => Rest.Length < BufferBytes && (Rest.StartsWith(LogKeys.LineStart) || LogKeys.LineStart.StartsWith(Rest));

    private ReadOnlySpan<byte> Rest => _buffer.AsSpan(_begin.._end);

    /// <summary>The next whole line, without its line feed, until the next call. False if there is none left.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        line = [];
        int length;
        while ((length = Rest.IndexOf((byte)'\n')) < 0)
            if (!Fill()) return false;

        line = Rest[..length];
        _begin += length + 1;
        return true;
    }

    private bool Fill()
    {
        Rest.CopyTo(_buffer);
        (_begin, _end) = (0, _end - _begin);
        int read = log.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
