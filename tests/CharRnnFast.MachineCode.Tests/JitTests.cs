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
        string[] program = [Path.Join(AppContext.BaseDirectory, "charrnn.dll"), "bench", "--hidden", "100", "--vocab", "65", "--seconds", "0.1"];
        string[] methods = [.. JitCode.SummaryOf(instructionSet, program).Where(line => line.Contains(Namespace, StringComparison.Ordinal))];
        Assert.All(methods, method => Assert.Contains("[FullOpts, ", method, StringComparison.Ordinal));
        Assert.All(MethodsOfEveryStep(instructionSet), planned => Assert.Contains(methods, method => method.Contains(planned, StringComparison.Ordinal)));
    }

    // Of the tiles of products, those that run depend on the length of the sequence, and a small one is inlined.
    private static IEnumerable<string> MethodsOfEveryStep(string instructionSet) => new PlannedKernel(instructionSet).MultiplyAdds.Keys
        .Select(name => name.Split(".Tile") is [string type, _] ? $"{Namespace}{type}:Tile" : $"{Namespace}{name.Replace('.', ':')}(")
        .Distinct();
}
