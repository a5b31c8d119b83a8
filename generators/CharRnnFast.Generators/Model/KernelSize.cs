namespace CharRnnFast.Generators.Model;

/// <summary>A size that the project asks for: its widths are to be compiled in.</summary>
/// <param name="Hidden">Hidden size H.</param>
/// <param name="Vocab">Vocabulary size V.</param>
/// <param name="Location">The attribute; null for the build property.</param>
internal sealed record KernelSize(int Hidden, int Vocab, LocationInfo? Location)
{
    /// <summary>Compute widths are multiples of this, the lanes of a 256-bit register: padding work counts, so not of more.</summary>
    public const int WidthStep = 8;

    /// <summary>The largest hidden size and vocabulary.</summary>
    public const int Max = 1024;

    private const int MinHidden = 1;
    private const int MinVocab = 2;

    public bool IsInRange => Hidden is >= MinHidden and <= Max && Vocab is >= MinVocab and <= Max;

    public int HiddenWidth => WidthOf(Hidden);

    public int VocabWidth => WidthOf(Vocab);

    /// <summary>The compute width of a row of <paramref name="size"/> elements: the smallest multiple of 8 that holds it.</summary>
    public static int WidthOf(int size) => (size + WidthStep - 1) / WidthStep * WidthStep;
}
