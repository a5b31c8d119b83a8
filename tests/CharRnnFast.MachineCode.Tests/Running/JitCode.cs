using System.Runtime.Intrinsics.X86;
using CharRnnFast.MachineCode.Tests.Listings;

namespace CharRnnFast.MachineCode.Tests.Running;

/// <summary>What the JIT reports of a program that it fully optimises.</summary>
internal static class JitCode
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

    /// <summary>Runs a program on an instruction set: the code of the methods of a name, by name.</summary>
    /// <param name="instructionSet">Its name.</param>
    /// <param name="names">The name, * standing for any end.</param>
    /// <param name="program">The assembly and its arguments.</param>
    public static Dictionary<string, MethodListing> ListingsOf(string instructionSet, string names, params string[] program)
    {
        string[] lines = Report(instructionSet, ("DOTNET_JitDisasm", names), program);
        int[] headings =
            [.. Enumerable.Range(0, lines.Length).Where(line => lines[line].StartsWith(Heading, StringComparison.Ordinal)), lines.Length];
        return headings.Zip(headings.Skip(1)).ToDictionary(
            method => NameIn(lines[method.First]),
            method => new MethodListing(lines[method.First..method.Second]));
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

    // "…Avx2Width104:Tile4x24(ptr,nint,…) (FullOpts)".
    private static string NameIn(string heading) => heading[Heading.Length..].Split('(')[0].Split(':')[1];
}
