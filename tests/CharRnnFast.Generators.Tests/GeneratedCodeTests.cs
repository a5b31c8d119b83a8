using CharRnnFast.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>Generated code as the compiler sees it, against the real library.</summary>
public sealed class GeneratedCodeTests
{
    // One file each; [Kernel] stands for the attribute with a size of its own.
    private static readonly string[] Declarations =
    [
        "[Kernel] readonly partial struct Global;",
        "[Kernel] partial struct @struct;",
        "namespace Simple; [Kernel] internal partial struct Rnn { }",
        "namespace Documented;\n/// <summary>A kernel.</summary>\n[Kernel] public readonly partial struct Rnn;",
        "namespace Some.@namespace; [Kernel] readonly partial record struct Rnn;",
        "namespace Größen; [Kernel] partial struct Größe;",
        "namespace InClass; internal static unsafe partial class Outer { [Kernel] internal partial struct Rnn; }",
        "namespace InStruct; internal partial struct Outer { [Kernel] public readonly partial struct Rnn; }",
        "namespace InRecord; internal abstract partial record Outer { [Kernel] public partial struct Rnn; }",
        "namespace InRecordStruct; internal partial record struct @event { [Kernel] public partial struct Rnn; }",
        "namespace InInterface; internal partial interface Outer { [Kernel] partial struct Rnn; }",
        "namespace Avx2; [Kernel] partial struct Rnn { } internal static class Avx { }",
        "namespace Some.System; [Kernel] partial struct Rnn { } internal struct Buffers { } internal static class Math { }",
        "namespace CharRnnFast.System; [Kernel] partial struct Rnn { }",
        "namespace CharRnnFast.Kernels.Fma; [Kernel] partial struct @class { } internal static class Vector256 { }",
        "[Kernel] partial struct Span { } internal static class Vector512 { } internal static class Buffers { }",
        "namespace InTwo { internal partial class Outer { public partial class Inner { [Kernel] public partial struct Rnn; } } }",
    ];

    // The smallest and the largest size, sizes around a multiple of 16, and those whose blocks of columns are uneven.
    [Theory]
    [InlineData("1x2")]
    [InlineData("15x16+16x17+17x15")]
    [InlineData("37x17+100x65+104x72")]
    [InlineData("128x97+136x200")]
    [InlineData("1024x1024")]
    public void It_compiles_without_a_warning(string sizes) => AssertCompiles(new() { RnnKernels = sizes });

    [Fact]
    public void It_fits_every_form_of_declaration() => AssertCompiles(new(
        [.. Declarations.Select((text, index) => text.Replace("[Kernel]", $"[CharRnnFast.Kernels.RnnKernel({index + 1}, 32)]"))]));

    [Fact]
    public void It_compiles_as_the_oldest_version_that_is_accepted() =>
        AssertCompiles(new("[CharRnnFast.Kernels.RnnKernel(24, 17)] partial struct Rnn { }") { LanguageVersion = LanguageVersion.CSharp11 });

    private static void AssertCompiles(TestProject project)
    {
        var run = GeneratorRun.Of(project);
        Assert.Empty(run.Diagnostics);
        Assert.NotEmpty(run.Sources);
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }
}
