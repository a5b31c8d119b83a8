using CharRnnFast.Cli.Terminal;
using CharRnnFast.Measuring;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>How a run stands, in one line of ASCII: as many figures, in the order of their weight, as fit.</summary>
internal static class ProgressLine
{
    /// <summary>Writes the line.</summary>
    /// <param name="line">Becomes the line.</param>
    /// <param name="run">The run.</param>
    /// <param name="validations">Its validations; null: none.</param>
    /// <param name="stepsLeft">Steps still to do; null: no end.</param>
    /// <param name="throughput">The run's speed.</param>
    /// <param name="columns">Columns that the line may fill.</param>
    public static void Format(LineBuffer line, TrainingRun run, ValidationHistory? validations, long? stepsLeft, Throughput throughput, int columns)
    {
        line.Clear();
        AppendFigure(line, columns, "step "u8, run.Iteration, "N0", ""u8);
        AppendFigure(line, columns, ", epoch "u8, run.Epoch, "N0", ""u8);
        AppendFigure(line, columns, ", loss "u8, run.SmoothLoss, "F2", ""u8);
        AppendFigure(line, columns, ", "u8, run.BitsPerSymbol, "F3", " bits/symbol"u8);
        AppendFigure(line, columns, ", "u8, throughput.SymbolsPerSecond, "N0", " symbols/s"u8);
        if (stepsLeft is long steps && throughput.TimeFor(steps) is TimeSpan time) AppendFigure(line, columns, ", "u8, time, "c", " left"u8);
        if (validations?.Last is double last) AppendFigure(line, columns, ", validation "u8, last, "F3", ""u8);
    }

    private static void AppendFigure<T>(
        LineBuffer line, int columns, ReadOnlySpan<byte> before, T value, string format, ReadOnlySpan<byte> after)
        where T : IUtf8SpanFormattable
    {
        int length = line.Length;
        line.Append(before);
        line.Append(value, format);
        line.Append(after);
        if (line.Length > columns) line.CutTo(length);
    }
}
