using System.Text;
using System.Text.Json;
using CharRnnFast.Files;
using CharRnnFast.Logs;

namespace CharRnnFast.Cli.Charts;

/// <summary>Reads a run's log, as long as it may be, for a report; messages call it by its name.</summary>
internal sealed class LogReader(string name, RunLog run)
{
    /// <summary>Reads to the end. A last line without a line feed is left out: a process may be writing it.</summary>
    /// <exception cref="CharRnnException">It cannot be read, or is not a log with a line at least.</exception>
    public void Read(Stream log)
    {
        LogLines lines = new(log);
        try
        {
            while (lines.TryRead(out ReadOnlySpan<byte> line)) Take(line);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotRead(name, e);
        }

        if (!lines.RestIsOfALog) throw NotALog();
        if (run.Lines == 0) throw new CharRnnException(Messages.LogHasNoLine(name));
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        LogEntry entry = new();
        try
        {
            Utf8JsonReader json = new(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw NotALog();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName) Take(ref json, ref entry);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw NotALog();
        }

        if (entry.Iteration < 0) throw NotALog();
        run.Add(entry);
    }

    private void Take(ref Utf8JsonReader json, ref LogEntry entry)
    {
        if (json.ValueTextEquals(LogKeys.Iteration)) entry.Iteration = Integer(ref json);
        else if (json.ValueTextEquals(LogKeys.Epoch)) entry.Epoch = Integer(ref json);
        else if (json.ValueTextEquals(LogKeys.Loss)) entry.Loss = Real(ref json);
        else if (json.ValueTextEquals(LogKeys.SmoothLoss)) entry.SmoothLoss = Real(ref json);
        else if (json.ValueTextEquals(LogKeys.BitsPerSymbol)) entry.Bits = Real(ref json);
        else if (json.ValueTextEquals(LogKeys.ValidationBitsPerSymbol)) entry.ValidationBits = Real(ref json);
        else if (json.ValueTextEquals(LogKeys.SymbolsPerSecond)) entry.SymbolsPerSecond = Real(ref json);
        else if (json.ValueTextEquals(LogKeys.Seconds)) entry.Seconds = Real(ref json);
        else if (json.ValueTextEquals(LogKeys.Run)) TakeRun(ref json);
        else json.Skip();
    }

    private void TakeRun(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw NotALog();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            if (json.TokenType == JsonTokenType.String) run.Settings[key] = json.GetString()!;
            else if (json.TokenType == JsonTokenType.Number) run.Settings[key] = Encoding.ASCII.GetString(json.ValueSpan);
            else json.Skip();
        }
    }

    private long Integer(ref Utf8JsonReader json) =>
        json.Read() && json.TokenType == JsonTokenType.Number && json.TryGetInt64(out long value) && value >= 0 ? value : throw NotALog();

    private double Real(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return double.NaN;
        return json.TokenType == JsonTokenType.Number && json.TryGetDouble(out double value) ? value : throw NotALog();
    }

    private CharRnnException NotALog() => new(Messages.IsNoLog(name));
}
