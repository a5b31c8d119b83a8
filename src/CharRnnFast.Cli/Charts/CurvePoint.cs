namespace CharRnnFast.Cli.Charts;

/// <summary>A point of a curve.</summary>
/// <param name="Iteration">Steps done.</param>
/// <param name="Bits">Bits per symbol.</param>
internal readonly record struct CurvePoint(long Iteration, double Bits);
