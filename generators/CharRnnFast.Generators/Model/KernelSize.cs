namespace CharRnnFast.Generators.Model;

/// <summary>
/// A size that the project asks for: its widths are to be compiled in. The location is that of the attribute; null for the build property.
/// </summary>
internal sealed record KernelSize(int Hidden, int Vocab, LocationInfo? Location)
{
    /// <summary>Compute widths are multiples of this, the lanes of a 256-bit register: padding work counts, so not of more.</summary>
    public const int WidthStep = 8;

    /// <summary>The widest routines, of hidden layers.</summary>
    public const int Max = 1024;

    /// <summary>Rows over more symbols are panels of this width, and one of the rest.</summary>
    public const int PanelWidth = 256;

    private const int MinHidden = 1;
    private const int MinVocab = 2;
    private const int MaxVocab = 8192;

    public bool IsInRange => Hidden is >= MinHidden and <= Max && Vocab is >= MinVocab and <= MaxVocab;

    public int HiddenWidth => WidthOf(Hidden);

    /// <summary>The widths of a row over the vocabulary: one, or that of panels and, where it is another, that of the rest.</summary>
    public IEnumerable<int> VocabWidths => Vocab <= PanelWidth ? [WidthOf(Vocab)]
        : Vocab % PanelWidth is > 0 and int rest ? [PanelWidth, WidthOf(rest)]
        : [PanelWidth];

    /// <summary>The compute width of a row of <paramref name="size"/> elements: the smallest multiple of 8 that holds it.</summary>
    public static int WidthOf(int size) => (size + WidthStep - 1) / WidthStep * WidthStep;
}

/// <summary>What a file's attributes or the build property ask for, and what is wrong with the rest.</summary>
internal sealed record RequestedSizes(EquatableArray<KernelSize> Sizes, EquatableArray<DiagnosticInfo> Diagnostics);
