namespace CharRnnFast.Generators.Model;

/// <summary>The widths of the kernel table, of hidden layers and of vocabularies, each list ascending.</summary>
internal sealed record TableWidths(EquatableArray<int> Hidden, EquatableArray<int> Vocab)
{
    public static TableWidths None { get; } = new(default, default);

    /// <summary>The widths that routines are generated for: those of both lists.</summary>
    public EquatableArray<int> All => Hidden.Union(Vocab).OrderBy(columns => columns).ToEquatableArray();

    /// <summary>
    /// A slot for every possible width, 0 where it is not wanted. The driver compares two runs by position, so a list of the wanted widths
    /// alone would shift with each new one and be emitted again as a whole.
    /// </summary>
    public IEnumerable<int> Slots
    {
        get
        {
            var wanted = new HashSet<int>(All);
            for (int columns = KernelSize.WidthStep; columns <= KernelSize.Max; columns += KernelSize.WidthStep)
                yield return wanted.Contains(columns) ? columns : 0;
        }
    }
}

/// <summary>The widths to generate and everything to report.</summary>
internal sealed record WidthSelection(TableWidths Widths, EquatableArray<DiagnosticInfo> Diagnostics, bool IsBlocked);
