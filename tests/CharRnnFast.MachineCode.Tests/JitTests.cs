using System.Collections.Concurrent;
using CharRnnFast.Generators.Planning;
using CharRnnFast.MachineCode.Tests.Running;

namespace CharRnnFast.MachineCode.Tests;

/// <summary>What the JIT makes of the generated methods of all stock widths, and of the handwritten ones beside them.</summary>
public sealed class JitTests
{
    private const string Namespace = "CharRnnFast.Kernels.Generated.";

    private static readonly ConcurrentDictionary<string, PreparedCode> Prepared = [];

    public static TheoryData<string> InstructionSets => [.. JitCode.InstructionSets];

    [VectorTheory]
    [MemberData(nameof(InstructionSets))]
    public void EveryGeneratedMethodIsOptimised(string instructionSet)
    {
        string[] program =
            [Path.Join(AppContext.BaseDirectory, "charrnn.dll"), "bench", "--hidden", "100", "--vocab", "65", "--seconds", "0.1"];
        string[] methods =
            [.. JitCode.SummaryOf(instructionSet, program).Where(line => line.Contains(Namespace, StringComparison.Ordinal))];
        Assert.All(methods, method => Assert.Contains("[FullOpts, ", method, StringComparison.Ordinal));
        Assert.All(MethodsOfEveryStep(instructionSet), planned => Assert.Contains(
            methods, method => method.Contains(planned, StringComparison.Ordinal)));
    }

    [VectorTheory]
    [MemberData(nameof(InstructionSets))]
    public void EveryMethodOfTheStockWidthsIsOptimised(string instructionSet) => Assert.Empty(PreparedFor(instructionSet).NotOptimised);

    [VectorTheory]
    [MemberData(nameof(InstructionSets))]
    public void NoLoopKeepsAVectorOnTheStack(string instructionSet)
    {
        string[] spills = new HotLoops(PreparedFor(instructionSet).Methods).Spills;
        Assert.True(spills.Length == 0, string.Join('\n', spills));
    }

    [VectorTheory]
    [MemberData(nameof(InstructionSets))]
    public void EveryStockWidthHasThePlannedLoopsAndMultiplyAdds(string instructionSet)
    {
        HotLoops loops = new(PreparedFor(instructionSet).Methods);
        Assert.All(new PlannedKernels(instructionSet).Plans, plan => Assert.Equal(HotLoops.Planned(plan), loops.Found(plan)));
    }

    [VectorTheory]
    [MemberData(nameof(InstructionSets))]
    public void TheHandwrittenLoopsAreAmongThem(string instructionSet) =>
        Assert.Empty(PlannedKernels.Handwritten.Except(new HotLoops(PreparedFor(instructionSet).Methods).Methods));

    private static PreparedCode PreparedFor(string instructionSet) =>
        Prepared.GetOrAdd(instructionSet, static set => PreparedCode.Of(new PlannedKernels(set).Plans));

    // Of the tiles of products, those that run depend on the length of the sequence; rows of V are not updated.
    private static IEnumerable<string> MethodsOfEveryStep(string instructionSet)
    {
        PlannedKernels kernels = new(instructionSet);
        TilePlan hidden = kernels.Plan(PlannedKernels.HiddenColumns), vocab = kernels.Plan(PlannedKernels.VocabColumns);
        return new[] { hidden, vocab }
            .SelectMany(plan => PlannedLoops.Of(plan).Select(method => (plan, method.Name)))
            .Where(method => method.plan != vocab || !method.Name.StartsWith("Update", StringComparison.Ordinal))
            .Select(method => $"{Namespace}{method.plan.TypeName}:" + (IsTile(method.Name) ? "Tile" : $"{method.Name}("))
            .Distinct();
    }

    private static bool IsTile(string name) => name.StartsWith("Tile", StringComparison.Ordinal);
}
