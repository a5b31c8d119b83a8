using CharRnnFast.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>Generated code as the compiler sees it, against the real library.</summary>
public sealed class GeneratedCodeTests
{
    // Names that generated code uses too.
    private static readonly string[] Declarations =
    [
        "namespace Avx2 { internal static class Avx; }",
        "namespace Some.System { internal struct Buffers; internal static class Math; }",
        "namespace CharRnnFast.System { internal static class Math; }",
        "namespace CharRnnFast.Kernels.Fma { internal static class Vector256; }",
        "internal struct Span; internal static class Vector512; internal static class Lanes16; internal static class WidthRoutines;",
    ];

    // The smallest and the largest size, sizes around a multiple of 16, and those whose blocks of columns are uneven.
    [Theory]
    [InlineData("1x2")]
    [InlineData("15x17")]
    [InlineData("37x17+100x65")]
    [InlineData("128x97+136x200")]
    [InlineData("1024x1024")]
    public void It_compiles_without_a_warning(string sizes) => AssertCompiles(new() { RnnKernels = sizes });

    [Fact]
    public void It_compiles_beside_types_of_its_names() =>
        AssertCompiles(new(["[assembly: CharRnnFast.Kernels.RnnKernel(137, 80)]", .. Declarations]));

    [Fact]
    public void It_compiles_as_the_oldest_version_that_is_accepted() =>
        AssertCompiles(new("[assembly: CharRnnFast.Kernels.RnnKernel(24, 17)]") { LanguageVersion = LanguageVersion.CSharp11 });

    private static void AssertCompiles(TestProject project)
    {
        var run = GeneratorRun.Of(project);
        Assert.Empty(run.Diagnostics);
        Assert.NotEmpty(run.Sources);
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }
}
