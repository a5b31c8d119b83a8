using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.MachineCode.Tests;

/// <summary>What the generator planned for the kernel that a model of H = 100, V = 65 runs on: the stock rung of 104 and 72 columns.</summary>
internal sealed class PlannedKernel(string instructionSet)
{
    /// <summary>The compute widths of rows of H and V.</summary>
    public const int HiddenColumns = 104, VocabColumns = 72;

    private static readonly string[] OfHiddenRows = ["SoftmaxCrossEntropy", "TransposeRecurrentWeights"];

    private static readonly string[] OfVocabRows = ["SoftmaxCrossEntropy"];

    private static readonly string[] OfAllRows =
        ["Add", "Exponentials", "FmaPeak", "Maxima", "Quotients", "Scale", "SlopeDown", "SlopeUp", "Sums", "TanhDown", "TanhUp", "Transpose"];

    /// <summary>The plan of a width.</summary>
    public TilePlan Plan(int columns) => TilePlanner.Plan(columns, InstructionSet.All.Single(set => set.Name == instructionSet));

    /// <summary>The classes of its routines.</summary>
    public string[] Types => [HiddenType, VocabType, SharedType];

    /// <summary>Multiply-adds of the loops of methods whose loops the generator plans.</summary>
    public IReadOnlyDictionary<string, int[]> MultiplyAdds => PlannedLoops.Of(Plan(HiddenColumns)).Select(loops => (Type: HiddenType, Loops: loops))
        .Concat(PlannedLoops.Of(Plan(VocabColumns)).Where(IsOfVocabRows).Select(loops => (Type: VocabType, Loops: loops)))
        .ToDictionary(method => $"{method.Type}.{method.Loops.Name}", method => method.Loops.MultiplyAdds.ToArray());

    /// <summary>All methods with loops over vectors, sorted.</summary>
    public IEnumerable<string> MethodsWithLoops =>
        MultiplyAdds.Keys
            .Concat(OfHiddenRows.Select(name => $"{HiddenType}.{name}"))
            .Concat(OfVocabRows.Select(name => $"{VocabType}.{name}"))
            .Concat(OfAllRows.Select(name => $"{SharedType}.{name}"))
            .Order(StringComparer.Ordinal);

    private string HiddenType => $"{instructionSet}Width{HiddenColumns}";

    private string VocabType => $"{instructionSet}Width{VocabColumns}";

    private string SharedType => $"{instructionSet}Shared";

    // Rows of V are products and biases; recurrences and weight updates are of rows of H.
    private static bool IsOfVocabRows(MethodLoops loops) => loops.Name.StartsWith("Tile", StringComparison.Ordinal) || loops.Name == "Adagrad";
}
