using CharRnnFast.Model;
using CharRnnFast.Text;

namespace CharRnnFast.Logs;

/// <summary>The figures of one line of the log.</summary>
/// <remarks>
/// Iterations are finished steps, epochs returns to the start of the text. Losses are in nats summed over T, the last step's before its
/// update; bits per symbol are the smoothed loss / (T ln 2). The speed is that since the line before. Seconds are training time of this
/// process; the writer adds that of the lines it continues.
/// </remarks>
internal readonly record struct LogLine(
    long Iteration, long Epoch, double Loss, double SmoothLoss, double BitsPerSymbol, float LearningRate, double SymbolsPerSecond,
    double Seconds)
{
    /// <summary>Bits per symbol of the held-out text, on a line that follows a validation.</summary>
    public double? ValidationBitsPerSymbol { get; init; }
}

/// <summary>What a process says of its run in the first line it logs.</summary>
/// <remarks>The learning rate is that at the start; <c>Validation</c>, the share of the text that is held out.</remarks>
internal sealed record LogRun(
    string Version, int Hidden, int Vocab, int SequenceLength, int BatchSize, float LearningRate, float Clip, long Seed,
    TextEncoding Encoding, long CorpusSymbols, double Validation, int Threads, string InstructionSet, string Kernel)
{
    /// <summary>What the layers compute.</summary>
    public Cell Cell { get; init; }

    /// <summary>L.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>What changes the weights.</summary>
    public Optimizer Optimizer { get; init; }

    /// <summary>Share of outputs that training drops.</summary>
    public double Dropout { get; init; }
}
