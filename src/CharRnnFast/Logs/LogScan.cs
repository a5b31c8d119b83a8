using System.Text.Json;

namespace CharRnnFast.Logs;

/// <summary>Reads a log to find which of its lines a resumed run continues.</summary>
/// <param name="iteration">The last iteration whose line stays.</param>
internal sealed class LogScan(long iteration)
{
    // Far over the longest line: whatever has no line feed in so many bytes is not a log.
    private const int BufferBytes = 1 << 16;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _buffered;

    /// <summary>Bytes of the lines that stay.</summary>
    public long KeptBytes { get; private set; }

    /// <summary>Lines that stay.</summary>
    public long KeptLines { get; private set; }

    /// <summary>Lines behind them, a cut-off last one included.</summary>
    public long CutLines { get; private set; }

    /// <summary>Training time at the last line that stays.</summary>
    public double Seconds { get; private set; }

    /// <summary>Reads the log to its end. False where it is something else.</summary>
    public bool Read(Stream log)
    {
        for (int read; (read = log.Read(_buffer.AsSpan(_buffered))) > 0;)
        {
            _buffered += read;
            if (!TakeWholeLines() || _buffered == BufferBytes) return false;
        }

        return TakeCutOffLine();
    }

    private bool TakeWholeLines()
    {
        int start = 0;
        for (int length; (length = _buffer.AsSpan(start, _buffered - start).IndexOf((byte)'\n')) >= 0; start += length + 1)
            if (!TakeLine(_buffer.AsSpan(start, length))) return false;

        _buffered -= start;
        _buffer.AsSpan(start, _buffered).CopyTo(_buffer);
        return true;
    }

    private bool TakeLine(ReadOnlySpan<byte> line)
    {
        if (!TryParse(line, out long lineIteration, out double seconds)) return false;
        if (CutLines > 0 || lineIteration > iteration)
        {
            CutLines++;
            return true;
        }

        KeptLines++;
        KeptBytes += line.Length + 1;
        Seconds = seconds;
        return true;
    }

    /// <summary>Whether what is left without a line feed is nothing, or the start of a line that a crash cut off.</summary>
    private bool TakeCutOffLine()
    {
        if (_buffered == 0) return true;
        CutLines++;
        ReadOnlySpan<byte> rest = _buffer.AsSpan(0, _buffered);
        return rest.StartsWith(LogKeys.LineStart) || LogKeys.LineStart.StartsWith(rest);
    }

    private static bool TryParse(ReadOnlySpan<byte> line, out long iteration, out double seconds)
    {
        iteration = -1;
        seconds = double.NaN;
        try
        {
            Utf8JsonReader json = new(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return false;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                bool isIteration = json.ValueTextEquals(LogKeys.Iteration);
                bool isSeconds = json.ValueTextEquals(LogKeys.Seconds);
                json.Read();
                bool isNumber = json.TokenType == JsonTokenType.Number;
                if (isIteration && !(isNumber && json.TryGetInt64(out iteration))) return false;
                if (isSeconds && !(isNumber && json.TryGetDouble(out seconds))) return false;
                json.Skip();
            }

            return !json.Read() && iteration >= 0 && double.IsFinite(seconds);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
