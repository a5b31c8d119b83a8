using CharRnnFast.Numerics;

namespace CharRnnFast.Evaluation;

/// <summary>How well a model predicts a text.</summary>
/// <param name="Symbols">Symbols scored: all but the first.</param>
/// <param name="Nats">The sum of their -ln p.</param>
public readonly record struct EvaluationResult(long Symbols, double Nats)
{
    private const double Ln2 = 0.69314718055994530942;

    /// <summary>Nats per symbol; NaN where none was scored.</summary>
    public double NatsPerSymbol => Nats / Symbols;

    /// <summary>Bits per symbol; NaN where none was scored.</summary>
    public double BitsPerSymbol => NatsPerSymbol / Ln2;

    /// <summary>e to the nats per symbol; infinite past 709 of them.</summary>
    public double Perplexity => ElementaryFunctions.Exp(NatsPerSymbol);
}
