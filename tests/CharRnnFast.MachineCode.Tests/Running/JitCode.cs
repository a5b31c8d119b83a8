using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using CharRnnFast.MachineCode.Tests.Listings;

namespace CharRnnFast.MachineCode.Tests.Running;

/// <summary>What the JIT reports of a program that it fully optimises.</summary>
internal static partial class JitCode
{
    private const string Heading = "; Assembly listing for method ";

    /// <summary>Names of the instruction sets that this machine's JIT compiles for.</summary>
    public static IEnumerable<string> InstructionSets
    {
        get
        {
            if (Avx512F.IsSupported) yield return "Avx512";
            if (Avx2.IsSupported && Fma.IsSupported) yield return "Avx2";
        }
    }

    /// <summary>Runs a program on an instruction set: a line for each method that was compiled.</summary>
    public static string[] SummaryOf(string instructionSet, params string[] program) =>
        Report(instructionSet, ("DOTNET_JitDisasmSummary", "1"), program);

    /// <summary>Runs a program on an instruction set: the code of this project's methods.</summary>
    public static PreparedCode Of(string instructionSet, params string[] program)
    {
        string[] lines = Report(instructionSet, ("DOTNET_JitDisasm", "*"), program);
        int[] headings =
            [.. Enumerable.Range(0, lines.Length).Where(line => lines[line].StartsWith(Heading, StringComparison.Ordinal)), lines.Length];
        var methods = headings.Zip(headings.Skip(1), (begin, end) => (Name: OwnMethod().Match(lines[begin]), Lines: lines[begin..end]))
            .Where(method => method.Name.Success)
            .ToArray();
        return new(
            methods.ToDictionary(
                method => $"{method.Name.Groups["type"]}.{method.Name.Groups["method"]}", method => new MethodListing(method.Lines)),
            [.. methods.Select(method => method.Lines[0]).Where(line => !line.EndsWith("(FullOpts)", StringComparison.Ordinal))]);
    }

    private static string[] Report(string instructionSet, (string, string) request, string[] program)
    {
        string file = Path.GetTempFileName();
        try
        {
            ChildProcess.Run(
                "dotnet", ["exec", .. program], request, ("DOTNET_JitStdOutFile", file), ("DOTNET_TieredCompilation", "0"),
                ("DOTNET_EnableAVX512", instructionSet == "Avx512" ? "1" : "0"));
            return File.ReadAllLines(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // "…Generated.Avx2Width104:Tile4x24(ptr,nint,…) (FullOpts)", "…Kernels.Adam`2[…,…]:Update(ptr,…".
    [GeneratedRegex(@"^; Assembly listing for method CharRnnFast\.(?:\w+\.)+(?<type>\w+)(?:`2\[[^:]*\])?:(?<method>\w+)\(")]
    private static partial Regex OwnMethod();
}
