using CharRnnFast.Generators.Model;

namespace CharRnnFast.Generators.Planning;

/// <summary>The column widths that a set of kernels needs.</summary>
internal static class ComputeWidths
{
    /// <summary>
    /// A slot for every possible width. The driver compares two runs by position, so a list of the used widths alone would shift with
    /// each new one and be emitted again as a whole.
    /// </summary>
    public static IEnumerable<WidthSlot> Slots(EquatableArray<KernelSpec> specs)
    {
        var used = new HashSet<int>(specs.SelectMany(spec => new[] { KernelSize.WidthOf(spec.Hidden), KernelSize.WidthOf(spec.Vocab) }));
        for (int columns = KernelSize.WidthStep; columns <= KernelSize.Maximum; columns += KernelSize.WidthStep)
            yield return new(columns, used.Contains(columns));
    }
}
