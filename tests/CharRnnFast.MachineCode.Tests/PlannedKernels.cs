using System.Globalization;
using System.Reflection;
using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;

namespace CharRnnFast.MachineCode.Tests;

/// <summary>What the generator planned for every width that is compiled into the executable, and the handwritten loops beside it.</summary>
internal sealed class PlannedKernels(string instructionSet)
{
    /// <summary>The compute widths of rows of H and V that a model of H = 100, V = 65 runs on.</summary>
    public const int HiddenColumns = 104, VocabColumns = 72;

    /// <summary>Methods with loops over rows of any width, "Class.Method", in the order of their names.</summary>
    public static IReadOnlyList<string> Handwritten { get; } =
    [
        "Adagrad.Finish", "Adagrad.UpdateRows", "Adam.Update", "DropoutMask.Fill", "Elementwise.Add", "Elementwise.Drop",
        "Elementwise.Logistic", "Elementwise.Scale", "Elementwise.Tanh", "Elementwise.TanhGradient", "FmaPeak.Run",
        "GruGates.Backward", "GruGates.Combine", "LstmGates.Backward", "LstmGates.Combine", "Rmsprop.Update",
        "Softmax.CrossEntropy", "Softmax.Divide", "Softmax.Exponentials", "Softmax.Maxima", "Softmax.Sums",
        "Transposition.CopyColumns", "WeightGradients.SumBySymbol", "WeightUpdates.UpdateOccurring",
        "WeightUpdates.UpdateOccurringOfOneStream",
    ];

    /// <summary>The plans of all widths, the narrowest first.</summary>
    public TilePlan[] Plans => [.. Widths.Select(Plan)];

    private IEnumerable<int> Widths =>
        from type in Assembly.Load("charrnn").GetTypes()
        where type.FullName?.StartsWith($"CharRnnFast.Kernels.Generated.{instructionSet}Width", StringComparison.Ordinal) == true
            && !type.IsNested
        let columns = int.Parse(type.Name[$"{instructionSet}Width".Length..], CultureInfo.InvariantCulture)
        orderby columns
        select columns;

    /// <summary>The plan of a width.</summary>
    public TilePlan Plan(int columns) => TilePlanner.Plan(columns, InstructionSet.All.Single(set => set.Name == instructionSet));
}
