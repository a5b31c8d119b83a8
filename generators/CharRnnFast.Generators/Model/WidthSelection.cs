namespace CharRnnFast.Generators.Model;

/// <summary>The widths to generate, ascending, and everything to report.</summary>
internal sealed record WidthSelection(EquatableArray<int> Widths, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>
    /// A slot for every possible width, 0 where it is not wanted. The driver compares two runs by position, so a list of the wanted widths alone
    /// would shift with each new one and be emitted again as a whole.
    /// </summary>
    public IEnumerable<int> Slots => Enumerable.Range(1, KernelSize.Max / KernelSize.WidthStep)
        .Select(step => step * KernelSize.WidthStep)
        .Select(columns => Widths.Contains(columns) ? columns : 0);
}
