namespace CharRnnFast.Generators.Model;

/// <summary>Limits and widths of kernel sizes.</summary>
internal static class KernelSize
{
    public const int MinimumHidden = 1;
    public const int MinimumVocab = 2;
    public const int Maximum = 1024;

    /// <summary>Compute widths are multiples of this, the lanes of a 256-bit register: padding work counts, so not of more.</summary>
    public const int WidthStep = 8;

    public static bool IsInRange(int hidden, int vocab) =>
        hidden is >= MinimumHidden and <= Maximum && vocab is >= MinimumVocab and <= Maximum;

    /// <summary>The compute width of a row of <paramref name="size"/> elements: the smallest multiple of 8 that holds it.</summary>
    public static int WidthOf(int size) => (size + WidthStep - 1) / WidthStep * WidthStep;
}
