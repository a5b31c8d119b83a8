namespace CharRnnFast.Logs;

/// <summary>
/// The log's format: one JSON object a line with these keys, numbers in JSON's form, lines ended by a line feed. A line starts with the
/// iteration; the first one of each process also has <c>run</c>, an object.
/// </summary>
internal static class LogKeys
{
    /// <summary>How every line begins; by it a line cut off by a crash is told from another file's.</summary>
    public static ReadOnlySpan<byte> LineStart => "{\"iteration\":"u8;

    public static ReadOnlySpan<byte> Iteration => "iteration"u8;
    public static ReadOnlySpan<byte> Epoch => "epoch"u8;
    public static ReadOnlySpan<byte> Loss => "loss"u8;
    public static ReadOnlySpan<byte> SmoothLoss => "smooth_loss"u8;
    public static ReadOnlySpan<byte> BitsPerSymbol => "bits_per_symbol"u8;
    public static ReadOnlySpan<byte> LearningRate => "learning_rate"u8;
    public static ReadOnlySpan<byte> SymbolsPerSecond => "symbols_per_second"u8;
    public static ReadOnlySpan<byte> Seconds => "seconds"u8;
    public static ReadOnlySpan<byte> ValidationBitsPerSymbol => "validation_bits_per_symbol"u8;
    public static ReadOnlySpan<byte> Run => "run"u8;
}
