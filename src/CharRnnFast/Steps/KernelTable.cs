using CharRnnFast.Kernels;
using CharRnnFast.Model;

namespace CharRnnFast.Steps;

/// <summary>
/// The widths of one instruction set that were compiled in, for hidden layers and for vocabularies. A model takes the smallest that holds H
/// and, apart from it, the smallest that holds V; the routines of a width serve both. Rows over more than 256 symbols are panels of 256
/// columns and one of the rest.
/// </summary>
public abstract class KernelTable
{
    private readonly WidthRoutines[] _routines;

    private protected KernelTable(InstructionSet instructionSet, WidthRoutines[] routines, int[] hiddenWidths, int[] vocabWidths)
    {
        _routines = routines;
        InstructionSet = instructionSet;
        HiddenWidths = hiddenWidths;
        VocabWidths = vocabWidths;
    }

    /// <summary>The instruction set of all widths.</summary>
    public InstructionSet InstructionSet { get; }

    /// <summary>Widths of hidden layers in columns, ascending.</summary>
    public IReadOnlyList<int> HiddenWidths { get; }

    /// <summary>Widths of vocabularies in columns, ascending.</summary>
    public IReadOnlyList<int> VocabWidths { get; }

    /// <summary>Largest hidden size that is held.</summary>
    public int MaxHidden => HiddenWidths[^1];

    /// <summary>
    /// Largest vocabulary that is held: <see cref="ModelShape.MaxVocabSize"/> if panels of 256 columns are compiled in, else the largest
    /// width.
    /// </summary>
    public int MaxVocab => Panel is null ? VocabWidths[^1] : ModelShape.MaxVocabSize;

    /// <summary>The kernel of the smallest widths that hold a model, or null.</summary>
    internal Kernel? Find(int hiddenSize, int vocabSize) =>
        RoutinesOf(HiddenWidths, hiddenSize) is { } hidden && RoutinesOfVocab(vocabSize) is { } vocab
            ? Create(hidden, vocab)
            : null;

    /// <summary>The kernel of the smallest widths that hold a model.</summary>
    /// <exception cref="CharRnnException">There is none; the message says what to add.</exception>
    public Kernel For(int hiddenSize, int vocabSize) =>
        Find(hiddenSize, vocabSize) ?? throw new CharRnnException(Messages.NoKernelHolds(hiddenSize, vocabSize));

    private protected abstract Kernel Create(WidthRoutines hidden, WidthRoutines vocab);

    /// <summary>
    /// Routines of exactly so many columns: of one width, or of several side by side, the widest first; null: there are none.
    /// </summary>
    internal WidthRoutines? Cover(int columns)
    {
        List<WidthRoutines> panels = [];
        for (int left = columns; left > 0; left -= panels[^1].Columns)
        {
            WidthRoutines? widest = null;
            foreach (WidthRoutines routines in _routines)
                if (routines.Columns > (widest?.Columns ?? 0) && PanelRoutines.Fits(routines, left)) widest = routines;
            if (widest is null) return null;
            panels.Add(widest);
        }

        return panels.Count == 1 ? panels[0] : new PanelRoutines([.. panels]);
    }

    private WidthRoutines? RoutinesOfVocab(int size)
    {
        if (size <= PanelRoutines.PanelColumns || Panel is not { } panel) return RoutinesOf(VocabWidths, size);
        (int panels, int rest) = Math.DivRem(size, panel.Columns);
        WidthRoutines[] sideBySide = new WidthRoutines[rest == 0 ? panels : panels + 1];
        Array.Fill(sideBySide, panel);
        if (rest != 0) sideBySide[panels] = RoutinesOf(VocabWidths, rest)!;
        return new PanelRoutines(sideBySide);
    }

    private WidthRoutines? Panel =>
        RoutinesOf(VocabWidths, PanelRoutines.PanelColumns) is { Columns: PanelRoutines.PanelColumns } routines ? routines : null;

    private WidthRoutines? RoutinesOf(IReadOnlyList<int> widths, int size)
    {
        foreach (int columns in widths)
            if (columns >= size)
                return Array.Find(_routines, routines => routines.Columns == columns);
        return null;
    }
}
