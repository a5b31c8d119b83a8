using CharRnnFast.Cli.CommandLine;

namespace CharRnnFast.Cli.Charts;

/// <summary>What curves are drawn over.</summary>
internal enum XAxis
{
    Iterations,

    /// <summary>Symbols trained on: T B an iteration.</summary>
    Symbols,

    /// <summary>Training time.</summary>
    Seconds,

    /// <summary>Walks over the text, with fractions.</summary>
    Epochs,
}

/// <summary>The words for what curves are drawn over.</summary>
internal static class XAxes
{
    /// <summary>What an option takes.</summary>
    public static ValueKind<XAxis> Kind { get; } = ValueKind.Choice(
        [XAxis.Iterations, XAxis.Symbols, XAxis.Seconds, XAxis.Epochs], "iterations", "symbols", "seconds", "epochs");
}
