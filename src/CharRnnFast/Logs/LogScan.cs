using System.Text.Json;

namespace CharRnnFast.Logs;

/// <summary>Reads a log to find which of its lines a resumed run continues: those up to an iteration.</summary>
internal sealed class LogScan(long iteration)
{
    /// <summary>Bytes of the lines that stay.</summary>
    public long KeptBytes { get; private set; }

    public long KeptLines { get; private set; }

    /// <summary>Lines after them, a cut-off last one included.</summary>
    public long CutLines { get; private set; }

    /// <summary>Training time at the last line that stays.</summary>
    public double Seconds { get; private set; }

    /// <summary>Reads the log to its end. False where it is something else.</summary>
    public bool Read(Stream log)
    {
        LogLines lines = new(log);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
            if (!TakeLine(line)) return false;

        if (lines.HasRest) CutLines++;
        return lines.RestIsOfALog;
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
