namespace CharRnnFast.Kernels;

/// <summary>The widths of one instruction set that were compiled in. A model takes the smallest that holds H and, apart from it, the smallest that holds V.</summary>
public abstract class KernelTable
{
    private readonly WidthRoutines[] _routines;

    private protected KernelTable(InstructionSet instructionSet, WidthRoutines[] routines)
    {
        InstructionSet = instructionSet;
        _routines = [.. routines.OrderBy(width => width.Columns)];
        Widths = [.. _routines.Select(width => width.Columns)];
    }

    /// <summary>The instruction set of all widths.</summary>
    public InstructionSet InstructionSet { get; }

    /// <summary>The widths in columns, ascending: each holds as many hidden units, or symbols.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>The largest hidden size, and the largest vocabulary, that a width holds; 0 where there is none.</summary>
    public int LargestWidth => Widths.Count == 0 ? 0 : Widths[^1];

    /// <summary>The kernel of the smallest widths that hold a model, or null.</summary>
    public Kernel? Find(int hiddenSize, int vocabSize) =>
        Smallest(hiddenSize) is { } hidden && Smallest(vocabSize) is { } vocab ? Create(hidden, vocab) : null;

    /// <summary>The kernel of the smallest widths that hold a model.</summary>
    /// <exception cref="CharRnnException">No width is as large; the message says what to add.</exception>
    public Kernel For(int hiddenSize, int vocabSize) => Find(hiddenSize, vocabSize) ?? throw new CharRnnException(
        $"no compiled-in width holds hidden size {hiddenSize} with a vocabulary of {vocabSize}, the largest is {LargestWidth}; "
        + $"add [assembly: RnnKernel(hidden: {hiddenSize}, vocab: {vocabSize})], or build with -p:RnnKernels={hiddenSize}x{vocabSize}");

    private protected abstract Kernel Create(WidthRoutines hidden, WidthRoutines vocab);

    private WidthRoutines? Smallest(int size) => Array.Find(_routines, width => width.Columns >= size);
}
