using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.MachineCode.Tests;

/// <summary>
/// What the generator planned for the kernel that a model of H = 100, V = 65 runs on: the stock rung of 104 and 72 columns.
/// </summary>
internal sealed class PlannedKernel(string instructionSet)
{
    /// <summary>The compute widths of rows of H and V.</summary>
    public const int HiddenColumns = 104, VocabColumns = 72;

    // Handwritten loops over rows of any width, by class.
    private static readonly string[] Handwritten =
    [
        "Adagrad.Finish", "Adagrad.UpdateRows", "Adam.Update", "Elementwise.Add", "Elementwise.Drop", "Elementwise.Logistic",
        "Elementwise.Scale", "Elementwise.Tanh", "Elementwise.TanhGradient", "FmaPeak.Run", "GruGates.Backward", "GruGates.Combine",
        "LstmGates.Backward", "LstmGates.Combine", "Rmsprop.Update",
        "Softmax.CrossEntropy", "Softmax.Divide", "Softmax.Exponentials", "Softmax.Maxima", "Softmax.Sums", "Transposition.CopyColumns",
    ];

    /// <summary>The plan of a width.</summary>
    public TilePlan Plan(int columns) => TilePlanner.Plan(columns, InstructionSet.All.Single(set => set.Name == instructionSet));

    /// <summary>The classes of its routines, those written once for all widths last.</summary>
    public string[] Types => [HiddenType, VocabType, .. Handwritten.Select(name => name.Split('.')[0]).Distinct()];

    /// <summary>The class of rows of V.</summary>
    public string VocabType => $"{instructionSet}Width{VocabColumns}";

    /// <summary>Multiply-adds of the loops of methods whose loops the generator plans.</summary>
    public IReadOnlyDictionary<string, int[]> MultiplyAdds => new[] { (HiddenType, HiddenColumns), (VocabType, VocabColumns) }
        .SelectMany(width => PlannedLoops.Of(Plan(width.Item2)).Select(loops => (Type: width.Item1, Loops: loops)))
        .ToDictionary(method => $"{method.Type}.{method.Loops.Name}", method => method.Loops.MultiplyAdds.ToArray());

    /// <summary>All methods with loops over vectors, sorted.</summary>
    public IEnumerable<string> MethodsWithLoops => MultiplyAdds.Keys.Concat(Handwritten).Order(StringComparer.Ordinal);

    private string HiddenType => $"{instructionSet}Width{HiddenColumns}";
}
