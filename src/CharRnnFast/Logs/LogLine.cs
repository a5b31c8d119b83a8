namespace CharRnnFast.Logs;

/// <summary>The figures of one line of the log.</summary>
/// <param name="Iteration">Finished steps.</param>
/// <param name="Epoch">Returns to the start of the text.</param>
/// <param name="Loss">The last step's loss before its update, in nats summed over T.</param>
/// <param name="SmoothLoss">Smoothed loss, in nats summed over T.</param>
/// <param name="BitsPerSymbol">Smoothed loss / (T ln 2).</param>
/// <param name="LearningRate">In use.</param>
/// <param name="SymbolsPerSecond">Since the line before.</param>
/// <param name="Seconds">Training time of this process; the writer adds that of the lines it continues.</param>
internal readonly record struct LogLine(
    long Iteration,
    long Epoch,
    double Loss,
    double SmoothLoss,
    double BitsPerSymbol,
    float LearningRate,
    double SymbolsPerSecond,
    double Seconds)
{
    /// <summary>Bits per symbol of the held-out text, on a line that follows a validation.</summary>
    public double? ValidationBitsPerSymbol { get; init; }
}
