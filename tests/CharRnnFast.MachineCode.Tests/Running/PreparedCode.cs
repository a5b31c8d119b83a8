using CharRnnFast.Generators.Emission;
using CharRnnFast.Generators.Planning;
using CharRnnFast.Kernels;
using CharRnnFast.MachineCode.Tests.Listings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CharRnnFast.MachineCode.Tests.Running;

/// <summary>
/// What the JIT makes of the routines of any plans: generated, compiled, and prepared by a program that runs none of them.
/// </summary>
internal static class PreparedCode
{
    private const string Prepare = """
        using System.Linq;
        using System.Reflection;
        using System.Runtime.CompilerServices;

        foreach (MethodInfo method in Assembly.GetExecutingAssembly().GetTypes()
            .Where(type => type.Namespace == "CharRnnFast.Kernels.Generated")
            .SelectMany(type => type.GetMethods(
                BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)))
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(RnnKernelAttribute).Assembly.Location),
    ];

    /// <summary>The code of the tiles of products, by method.</summary>
    public static Dictionary<string, MethodListing> TilesOf(TilePlan plan) =>
        Run([plan], program => JitCode.ListingsOf(plan.Set.Name, "Tile*", program));

    /// <summary>A line for each generated method of the plans, which are of one instruction set.</summary>
    public static string[] SummaryOf(params TilePlan[] plans) => Run(plans, program => JitCode.SummaryOf(plans[0].Set.Name, program));

    private static TResult Run<TResult>(TilePlan[] plans, Func<string, TResult> report)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("charrnn-code-");
        try
        {
            string program = Path.Join(folder.FullName, "prepared.dll"), library = typeof(RnnKernelAttribute).Assembly.Location;
            File.Copy(library, Path.Join(folder.FullName, Path.GetFileName(library)));
            File.Copy(
                Path.Join(AppContext.BaseDirectory, "charrnn.runtimeconfig.json"), Path.ChangeExtension(program, "runtimeconfig.json"));
            Compile(program, [.. plans.SelectMany(RoutinesEmitter.Emit).Select(source => source.Text), Prepare]);
            return report(program);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Compile(string path, string[] texts)
    {
        CSharpCompilationOptions options = new(
            OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true);
        var result = CSharpCompilation.Create(
            "prepared", texts.Select(text => CSharpSyntaxTree.ParseText(text)), References, options).Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
    }
}
