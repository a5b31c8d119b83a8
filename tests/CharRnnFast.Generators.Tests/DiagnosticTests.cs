using CharRnnFast.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>Each diagnostic with its message and line; the lines of a source count from 1.</summary>
public sealed class DiagnosticTests
{
    private const string Usings = "using CharRnnFast.Kernels;\n";

    [Theory]
    [InlineData(0, 32)]
    [InlineData(1025, 32)]
    [InlineData(-1, 32)]
    [InlineData(16, 1)]
    [InlineData(16, 8193)]
    [InlineData(int.MinValue, int.MaxValue)]
    public void CRF006_size_out_of_range(int hidden, int vocab) => AssertReports(
        Usings + $"\n[assembly: RnnKernel({hidden}, {vocab})]",
        $"CRF006 line 3: Kernel size {hidden}x{vocab} is out of range: hidden is 1 to 1024, vocab is 2 to 8192");

    [Theory]
    [InlineData("banana")]
    [InlineData("16")]
    [InlineData("16x")]
    [InlineData("x32")]
    [InlineData("16x32x8")]
    [InlineData("16X32")]
    [InlineData("-16x32")]
    [InlineData("16 x 32")]
    [InlineData("0x32")]
    [InlineData("16x1")]
    [InlineData("16x8193")]
    [InlineData("1025x32")]
    [InlineData("99999999999x32")]
    [InlineData("")]
    public void CRF008_malformed_property_generates_its_other_sizes(string entry)
    {
        var run = GeneratorRun.Of(new() { RnnKernels = $"24x40+{entry}" });
        AssertDiagnostics(
            run,
            $"CRF008: '{entry}' in the build property RnnKernels is not a kernel size: write HIDDENxVOCAB with "
            + "hidden 1 to 1024 and vocab 2 to 8192, several of them joined by +, such as 137x80+640x256");
        Assert.Contains("Avx2Width40.g.cs", run.Sources.Keys);
    }

    [Fact]
    public void CRF009_unsafe_code_not_allowed() => AssertIsAllThatIsWrong(
        new TestProject(Usings + "[assembly: RnnKernel(16, 32)]") { AllowsUnsafe = false },
        "CRF009 line 2: Generated kernels use pointers; set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file");

    [Fact]
    public void CRF010_language_version_too_old() => AssertIsAllThatIsWrong(
        new TestProject(Usings + "[assembly: RnnKernel(16, 32)]") { LanguageVersion = LanguageVersion.CSharp10 },
        "CRF010 line 2: Generated kernels need C# 11.0 or later, this project compiles as C# 10.0; set <LangVersion> in the project file");

    [Fact]
    public void Settings_are_at_fault_without_a_line_where_the_property_asks() => AssertIsAllThatIsWrong(
        new TestProject { AllowsUnsafe = false, RnnKernels = "16x32" },
        "CRF009: Generated kernels use pointers; set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file");

    [Fact]
    public void CRF013_props_not_imported()
    {
        var run = GeneratorRun.Of(new(Usings + "[assembly: RnnKernel(16, 32)]") { RnnKernels = null });
        Assert.Equal(
            "warning CRF013: The build property RnnKernels is not visible to the generator, so that a size given there has no effect; "
            + "import CharRnnFast.props in the project file",
            Assert.Single(run.Diagnostics).ToString());
        Assert.Contains("Avx2Width16.g.cs", run.Sources.Keys);
    }

    [Fact]
    public void A_project_without_kernels_is_told_nothing_and_given_nothing()
    {
        var run = GeneratorRun.Of(new("class Plain;")
        {
            AllowsUnsafe = false,
            LanguageVersion = LanguageVersion.CSharp10,
            RnnKernels = " ",
        });
        AssertDiagnostics(run);
        Assert.Empty(run.Sources);
    }

    [Theory]
    [InlineData(
        "[assembly: RnnKernel(32, 32)]\n[assembly: RnnKernel(vocab: 25, hidden: 30)]", "",
        "CRF012 line 3: Kernel size 30x25 adds nothing: hidden width 32 and vocabulary width 32")]
    [InlineData(
        "[assembly: RnnKernel(16, 32), RnnKernel(8 + 8, 32)]", "",
        "CRF012 line 2: Kernel size 16x32 adds nothing: hidden width 16 and vocabulary width 32")]
    [InlineData(
        "[assembly: RnnKernel(16, 32), RnnKernel(32, 16)]", "10x10",
        "CRF012: Kernel size 10x10 adds nothing: hidden width 16 and vocabulary width 16")]
    [InlineData(
        "[assembly: RnnKernel(100, 65)]", "97x72", "CRF012: Kernel size 97x72 adds nothing: hidden width 104 and vocabulary width 72")]
    [InlineData(
        "[assembly: RnnKernel(16, 3000)]", "16x440",
        "CRF012: Kernel size 16x440 adds nothing: hidden width 16 and vocabulary width 256 and 184")]
    public void CRF012_a_size_whose_widths_are_there_generates_nothing_more(string attributes, string property, string expected)
    {
        var run = GeneratorRun.Of(new(Usings + attributes) { RnnKernels = property });
        AssertDiagnostics(run, $"{expected}, which it would run on, are compiled in already");
        Assert.Equal(GeneratorRun.Of(new(Usings + attributes)).Sources.Count, run.Sources.Count);
    }

    [Theory]
    [InlineData(256, "16 256")]
    [InlineData(257, "8 16 256")]
    [InlineData(512, "16 256")]
    [InlineData(3000, "16 184 256")]
    [InlineData(8192, "16 256")]
    public void A_large_vocabulary_has_panels_and_their_rest(int vocab, string widths)
    {
        var run = GeneratorRun.Of(new(Usings + $"[assembly: RnnKernel(16, {vocab})]"));
        AssertDiagnostics(run);
        Assert.Equal(
            widths.Split(' ').Select(width => $"Avx2Width{width}.g.cs").Order(),
            run.Sources.Keys.Where(name => name.StartsWith("Avx2", StringComparison.Ordinal) && name.Split('.').Length == 3).Order());
    }

    [Fact]
    public void A_size_of_one_new_width_adds_it() =>
        AssertDiagnostics(GeneratorRun.Of(new(Usings + "[assembly: RnnKernel(16, 32)]") { RnnKernels = "16x40" }));

    [Fact]
    public void A_fault_in_one_attribute_leaves_the_others()
    {
        var run = GeneratorRun.Of(new(Usings + "[assembly: RnnKernel(0, 32)]\n[assembly: RnnKernel(24, 40)]"));
        Assert.Equal("CRF006", Assert.Single(run.Diagnostics).Id);
        Assert.Contains("Avx2Width40.g.cs", run.Sources.Keys);
        Assert.DoesNotContain("Avx2Width32.g.cs", run.Sources.Keys);
    }

    // The compiler's own errors say enough.
    [Theory]
    [InlineData("[assembly: RnnKernel]")]
    [InlineData("[assembly: RnnKernel(16)]")]
    [InlineData("[assembly: RnnKernel(16, 32, 48)]")]
    [InlineData("[assembly: RnnKernel(unknown, 32)]")]
    [InlineData("[assembly: RnnKernel(\"16\", 32)]")]
    [InlineData("[assembly: RnnKernel(16, 32L)]")]
    [InlineData("[assembly: RnnKernel(hidden: 16, hidden: 16)]")]
    [InlineData("[assembly: RnnKernel(default, null)]")]
    [InlineData("[assembly: RnnKernel(16,")]
    [InlineData("[RnnKernel(16, 32)] struct Small;")]
    public void Unusable_arguments_are_left_to_the_compiler(string attribute)
    {
        var run = GeneratorRun.Of(new(Usings + attribute));
        AssertDiagnostics(run);
        Assert.Empty(run.Sources);
        Assert.Contains(run.Output.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    // With a use of the table, of which the compiler says nothing.
    private static void AssertIsAllThatIsWrong(TestProject project, params string[] expected)
    {
        const string Use = "class Use { object Table => CharRnnFast.Kernels.RnnKernelTable.Native(); }";
        var run = GeneratorRun.Of(project with { Files = [.. project.Files, Use] });
        AssertDiagnostics(run, expected);
        Assert.Equal(["RnnKernelTable.g.cs"], run.Sources.Keys);
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    private static GeneratorRun AssertReports(string source, params string[] expected) => AssertReports(new TestProject(source), expected);

    private static GeneratorRun AssertReports(TestProject project, params string[] expected)
    {
        var run = GeneratorRun.Of(project);
        AssertDiagnostics(run, expected);
        Assert.Empty(run.Sources);
        return run;
    }

    private static void AssertDiagnostics(GeneratorRun run, params string[] expected)
    {
        Assert.Equal(
            expected,
            run.Diagnostics.Select(diagnostic => $"{diagnostic.Id}{Line(diagnostic.Location)}: {diagnostic.GetMessage(null)}"));
        Assert.All(
            run.Diagnostics,
            diagnostic =>
                Assert.Equal(diagnostic.Id == "CRF012" ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, diagnostic.Severity));

        static string Line(Location location) =>
            location == Location.None ? "" : $" line {location.GetLineSpan().StartLinePosition.Line + 1}";
    }
}
