namespace CharRnnFast.Logs;

/// <summary>
/// The log's format: one JSON object a line with these keys, numbers in JSON's form, lines ended by a line feed. A line starts with the
/// iteration; the first one of each process also has <c>run</c>, an object.
/// </summary>
internal static class LogKeys
{
    /// <summary>How every line begins; by it a line cut off by a crash is told from another file's.</summary>
    public static ReadOnlySpan<byte> LineStart => "{\"iteration\":"u8;

    /// <summary>Finished steps.</summary>
    public static ReadOnlySpan<byte> Iteration => "iteration"u8;

    /// <summary>Returns to the start of the text.</summary>
    public static ReadOnlySpan<byte> Epoch => "epoch"u8;

    /// <summary>The step's loss.</summary>
    public static ReadOnlySpan<byte> Loss => "loss"u8;

    /// <summary>Smoothed loss.</summary>
    public static ReadOnlySpan<byte> SmoothLoss => "smooth_loss"u8;

    /// <summary>Smoothed loss in bits per symbol.</summary>
    public static ReadOnlySpan<byte> BitsPerSymbol => "bits_per_symbol"u8;

    /// <summary>Learning rate in use.</summary>
    public static ReadOnlySpan<byte> LearningRate => "learning_rate"u8;

    /// <summary>Since the line before.</summary>
    public static ReadOnlySpan<byte> SymbolsPerSecond => "symbols_per_second"u8;

    /// <summary>Training time so far, of all processes.</summary>
    public static ReadOnlySpan<byte> Seconds => "seconds"u8;

    /// <summary>Validation, where there was one.</summary>
    public static ReadOnlySpan<byte> ValidationBitsPerSymbol => "validation_bits_per_symbol"u8;

    /// <summary>The run, on the first line of a process.</summary>
    public static ReadOnlySpan<byte> Run => "run"u8;
}
