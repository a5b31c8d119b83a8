using System.Text.Json;
using CharRnnFast.Files;
using CharRnnFast.Model;
using CharRnnFast.Text;

namespace CharRnnFast.Logs;

/// <summary>Writes lines of the log into one buffer that is used again for every line.</summary>
internal sealed class LogLineFormatter
{
    // A line has at most 1 KiB; the JSON writer asks for 4 KiB more.
    private const int BufferBytes = 1 << 14;

    private readonly FixedBuffer _buffer = new(BufferBytes);
    private readonly Utf8JsonWriter _json;

    public LogLineFormatter() => _json = new(_buffer);

    /// <summary>
    /// One line with its line feed; valid until the next call. The training time of the processes before is added, and the run where the
    /// line is a process's first one.
    /// </summary>
    public ReadOnlySpan<byte> Format(in LogLine line, double secondsBefore, LogRun? run)
    {
        _buffer.Clear();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteNumber(LogKeys.Iteration, line.Iteration);
        _json.WriteNumber(LogKeys.Epoch, line.Epoch);
        Write(LogKeys.Loss, line.Loss);
        Write(LogKeys.SmoothLoss, line.SmoothLoss);
        Write(LogKeys.BitsPerSymbol, line.BitsPerSymbol);
        _json.WriteNumber(LogKeys.LearningRate, line.LearningRate);
        Write(LogKeys.SymbolsPerSecond, line.SymbolsPerSecond);
        Write(LogKeys.Seconds, secondsBefore + line.Seconds);
        if (line.ValidationBitsPerSymbol is double validation) Write(LogKeys.ValidationBitsPerSymbol, validation);
        if (run is not null) Write(run);
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Append((byte)'\n');
        return _buffer.Written;
    }

    // JSON has no infinite numbers: a rate over no time, or a loss that broke down, is null.
    private void Write(ReadOnlySpan<byte> key, double value)
    {
        if (double.IsFinite(value)) _json.WriteNumber(key, value);
        else _json.WriteNull(key);
    }

    private void Write(LogRun run)
    {
        _json.WriteStartObject(LogKeys.Run);
        _json.WriteString("version"u8, run.Version);
        _json.WriteNumber("hidden"u8, run.Hidden);
        _json.WriteNumber("vocab"u8, run.Vocab);
        _json.WriteNumber("sequence_length"u8, run.SequenceLength);
        _json.WriteNumber("batch_size"u8, run.BatchSize);
        _json.WriteNumber("learning_rate"u8, run.LearningRate);
        _json.WriteNumber("clip"u8, run.Clip);
        _json.WriteNumber("seed"u8, run.Seed);
        _json.WriteString("encoding"u8, run.Encoding.Name);
        _json.WriteNumber("corpus_symbols"u8, run.CorpusSymbols);
        _json.WriteNumber("validation"u8, run.Validation);
        _json.WriteNumber("threads"u8, run.Threads);
        _json.WriteString("instruction_set"u8, run.InstructionSet);
        _json.WriteString("kernel"u8, run.Kernel);
        _json.WriteString("cell"u8, CellNames.Of(run.Cell));
        _json.WriteNumber("layers"u8, run.Layers);
        _json.WriteString("optimizer"u8, OptimizerNames.Of(run.Optimizer));
        _json.WriteNumber("dropout"u8, run.Dropout);
        _json.WriteEndObject();
    }
}
