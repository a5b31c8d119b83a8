using System.Globalization;
using System.Reflection;
using CharRnnFast.Generators.Planning;
using CharRnnFast.MachineCode.Tests.Running;

namespace CharRnnFast.MachineCode.Tests;

/// <summary>What the JIT makes of the generated methods.</summary>
public sealed class JitTests
{
    private const string Namespace = "CharRnnFast.Kernels.Generated.";

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
    public void EveryMethodOfTheStockWidthsIsOptimised(string instructionSet)
    {
        TilePlan[] plans = [.. StockWidths(instructionSet).Select(new PlannedKernel(instructionSet).Plan)];
        string[] methods = [.. PreparedCode.SummaryOf(plans).Where(line => line.Contains(Namespace, StringComparison.Ordinal))];
        Assert.All(methods, method => Assert.Contains("[FullOpts, ", method, StringComparison.Ordinal));
        Assert.All(
            plans.SelectMany(
                plan => PlannedLoops.Of(plan).Select(planned => $"{Namespace}{instructionSet}Width{plan.Columns}:{planned.Name}(")),
            planned => Assert.Contains(methods, method => method.Contains(planned, StringComparison.Ordinal)));
    }

    private static IEnumerable<int> StockWidths(string instructionSet) =>
        from type in Assembly.Load("charrnn").GetTypes()
        where type.FullName?.StartsWith($"{Namespace}{instructionSet}Width", StringComparison.Ordinal) == true && !type.IsNested
        select int.Parse(type.Name[$"{instructionSet}Width".Length..], CultureInfo.InvariantCulture);

    // Of the tiles of products, those that run depend on the length of the sequence; rows of V are not updated.
    private static IEnumerable<string> MethodsOfEveryStep(string instructionSet)
    {
        PlannedKernel planned = new(instructionSet);
        return planned.MultiplyAdds.Keys
            .Where(name => !name.StartsWith($"{planned.VocabType}.Update", StringComparison.Ordinal))
            .Select(name => name.Split(".Tile") is [string type, _] ? $"{Namespace}{type}:Tile" : $"{Namespace}{name.Replace('.', ':')}(")
            .Distinct();
    }
}
