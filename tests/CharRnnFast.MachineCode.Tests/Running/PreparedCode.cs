using CharRnnFast.Generators.Emission;
using CharRnnFast.Generators.Isa;
using CharRnnFast.Generators.Planning;
using CharRnnFast.Kernels;
using CharRnnFast.MachineCode.Tests.Listings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CharRnnFast.MachineCode.Tests.Running;

/// <summary>
/// What the JIT makes of the routines of any plans, and of the library's methods over lanes: generated, compiled, and prepared by a program
/// that runs none of them.
/// </summary>
/// <param name="Methods">The code of the library's and the generated methods, by "Class.Method".</param>
/// <param name="NotOptimised">The headings of those whose code is not fully optimised.</param>
internal sealed record PreparedCode(Dictionary<string, MethodListing> Methods, string[] NotOptimised)
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(RnnKernelAttribute).Assembly.Location),
    ];

    /// <summary>The code of plans, which are of one instruction set.</summary>
    public static PreparedCode Of(params TilePlan[] plans)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("charrnn-code-");
        try
        {
            var set = plans[0].Set;
            string program = Path.Join(folder.FullName, "prepared.dll"), library = typeof(RnnKernelAttribute).Assembly.Location;
            File.Copy(library, Path.Join(folder.FullName, Path.GetFileName(library)));
            File.Copy(
                Path.Join(AppContext.BaseDirectory, "charrnn.runtimeconfig.json"), Path.ChangeExtension(program, "runtimeconfig.json"));
            Compile(program, [.. plans.SelectMany(RoutinesEmitter.Emit).Select(source => source.Text), Prepare(set.Widest)]);
            return JitCode.Of(set.Name, program);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Prepare(VectorShape shape) => $$"""
        using System;
        using System.Linq;
        using System.Reflection;
        using System.Runtime.CompilerServices;
        using System.Runtime.Intrinsics;
        using CharRnnFast.Kernels;
        using CharRnnFast.Numerics;

        const BindingFlags Declared =
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        RuntimeTypeHandle[] lanes = { typeof({{shape.LanesType}}).TypeHandle, typeof({{shape.Type}}).TypeHandle };

        foreach (MethodInfo method in Methods(Assembly.GetExecutingAssembly(), type => type.Namespace == "CharRnnFast.Kernels.Generated"))
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        foreach (MethodInfo method in Methods(typeof(RnnKernelAttribute).Assembly, IsOverLanes))
            RuntimeHelpers.PrepareMethod(method.MethodHandle, lanes);
        foreach (MethodInfo method in Methods(typeof(RnnKernelAttribute).Assembly, type => type.Name == "DropoutMask"))
            RuntimeHelpers.PrepareMethod(method.MethodHandle);

        MethodInfo[] Methods(Assembly assembly, Func<Type, bool> isTaken) => assembly.GetTypes().Where(isTaken)
            .SelectMany(type => type.GetMethods(Declared)).Where(method => !method.IsAbstract && !method.IsGenericMethod).ToArray();

        bool IsOverLanes(Type type) =>
            type.GetGenericArguments().Select(argument => argument.Name).SequenceEqual(new[] { "TLanes", "TVector" });
        """;

    private static void Compile(string path, string[] texts)
    {
        CSharpCompilationOptions options = new(
            OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true);
        var result = CSharpCompilation.Create(
            "prepared", texts.Select(text => CSharpSyntaxTree.ParseText(text)), References, options).Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
    }
}
