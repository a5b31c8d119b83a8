namespace CharRnnFast.Generators.Model;

/// <summary>The widths to generate and everything to report.</summary>
internal sealed record WidthSelection(TableWidths Widths, EquatableArray<DiagnosticInfo> Diagnostics);
