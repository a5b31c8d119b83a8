namespace CharRnnFast.Cli.Charts;

/// <summary>A line of a chart's key.</summary>
/// <param name="Label">What it stands for.</param>
/// <param name="Class">The style of its sample of a line.</param>
/// <param name="Hue">The colour; null: grey.</param>
internal readonly record struct LegendEntry(string Label, string Class, int? Hue);
