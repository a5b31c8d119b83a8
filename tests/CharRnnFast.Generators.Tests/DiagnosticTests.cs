using CharRnnFast.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>Each diagnostic with its message and line; the lines of a source count from 1.</summary>
public sealed class DiagnosticTests
{
    private const string Usings = "using CharRnnFast.Kernels;\n";

    [Fact]
    public void CRF001_struct_without_partial() => AssertReports(
        Usings + "[RnnKernel(16, 32)]\npublic readonly struct Small;",
        "CRF001 line 3: 'Small' must be partial, so that the generator can add its kernels");

    [Theory]
    [InlineData("partial class")]
    [InlineData("partial record class")]
    [InlineData("partial interface")]
    public void CRF002_not_a_struct(string keywords)
    {
        var run = AssertReports(
            Usings + $"[RnnKernel(16, 32)]\npublic {keywords} Small {{ }}",
            "CRF002 line 3: 'Small' must be a struct to hold kernels");
        Assert.Contains(run.Output.GetDiagnostics(), diagnostic => diagnostic.Id == "CS0592");
    }

    [Theory]
    [InlineData("partial struct Small<T>;", 3, "Small")]
    [InlineData("partial class Outer<T> {\n[RnnKernel(16, 32)] public partial struct Small; }", 2, "Outer")]
    public void CRF003_generic(string declaration, int line, string name) => AssertReports(
        Usings + (line == 3 ? "[RnnKernel(16, 32)]\n" : "") + declaration,
        $"CRF003 line {line}: '{name}' must not be generic: its size is all that varies, and the attribute gives that");

    [Fact]
    public void CRF004_nested_in_a_type_without_partial() => AssertReports(
        Usings + "class Outer {\n[RnnKernel(16, 32)]\npublic partial struct Small; }",
        "CRF004 line 2: 'Outer' must be partial, so that the generator can add to 'Small' in it");

    [Theory]
    [InlineData("partial class Outer {\n[RnnKernel(16, 32)] partial struct Small; }")]
    [InlineData("partial class Outer { protected partial class Inner {\n[RnnKernel(16, 32)] public partial struct Small; } }")]
    [InlineData("[RnnKernel(16, 32)]\nfile partial struct Small;")]
    public void CRF005_out_of_the_tables_reach(string declaration) => AssertReports(
        Usings + declaration,
        "CRF005 line 3: 'Small' must be internal or public, with all types around it, so that the kernel table can name it");

    [Theory]
    [InlineData(0, 32)]
    [InlineData(1025, 32)]
    [InlineData(-1, 32)]
    [InlineData(16, 1)]
    [InlineData(16, 1025)]
    [InlineData(int.MinValue, int.MaxValue)]
    public void CRF006_size_out_of_range(int hidden, int vocab) => AssertReports(
        Usings + $"\n[RnnKernel({hidden}, {vocab})]\npublic partial struct Small;",
        $"CRF006 line 3: Kernel size {hidden}x{vocab} is out of range: hidden is 1 to 1024, vocab is 2 to 1024");

    [Fact]
    public void CRF007_one_size_twice_generates_the_first()
    {
        var run = GeneratorRun.Of(new(
            Usings + "[RnnKernel(16, 32)] partial struct First;\n[RnnKernel(vocab: 32, hidden: 16)] partial struct Second;",
            Usings + "[RnnKernel(8 + 8, 32)] partial struct Third;"));
        AssertDiagnostics(
            run,
            "CRF007 line 3: Kernel size 16x32 of 'Second' is already that of 'First'",
            "CRF007 line 2: Kernel size 16x32 of 'Third' is already that of 'First'");
        Assert.Contains("Kernel16x32.g.cs", run.Sources.Keys);
    }

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
    [InlineData("1025x32")]
    [InlineData("99999999999x32")]
    [InlineData("")]
    public void CRF008_malformed_property_generates_its_other_sizes(string entry)
    {
        var run = GeneratorRun.Of(new() { RnnKernels = $"24x40+{entry}" });
        AssertDiagnostics(
            run,
            $"CRF008: '{entry}' in the build property RnnKernels is not a kernel size: write HIDDENxVOCAB with "
            + "hidden 1 to 1024 and vocab 2 to 1024, several of them joined by +, such as 137x80+640x256");
        Assert.Contains("Kernel24x40.g.cs", run.Sources.Keys);
    }

    [Theory]
    [InlineData("Avx2")]
    [InlineData("Portable")]
    public void CRF011_named_like_an_instruction_set(string name) => AssertReports(
        Usings + $"[RnnKernel(16, 32)]\npublic partial struct {name};",
        $"CRF011 line 3: '{name}' needs another name: the generator adds a type of that name to it");

    [Fact]
    public void CRF009_unsafe_code_not_allowed() => AssertReports(
        new TestProject(Usings + "[RnnKernel(16, 32)] partial struct Small;") { AllowsUnsafe = false },
        "CRF009: Generated kernels use pointers; set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file");

    [Fact]
    public void CRF010_language_version_too_old() => AssertReports(
        new TestProject(Usings + "[RnnKernel(16, 32)] partial struct Small { }") { LanguageVersion = LanguageVersion.CSharp10 },
        "CRF010: Generated kernels need C# 11.0 or later, this project compiles as C# 10.0; set <LangVersion> in the project file");

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

    [Fact]
    public void A_fault_in_one_struct_leaves_the_others()
    {
        var run = GeneratorRun.Of(new(Usings + "[RnnKernel(16, 32)] struct Wrong;\n[RnnKernel(24, 40)] partial struct Right;"));
        Assert.Equal("CRF001", Assert.Single(run.Diagnostics).Id);
        Assert.Contains("Kernel24x40.g.cs", run.Sources.Keys);
        Assert.DoesNotContain("Kernel16x32.g.cs", run.Sources.Keys);
    }

    [Fact]
    public void All_faults_of_one_struct_are_reported_at_once() => AssertReports(
        Usings + "class Outer {\n[RnnKernel(0, 32)]\nstruct Small<T>; }",
        "CRF001 line 4: 'Small' must be partial, so that the generator can add its kernels",
        "CRF005 line 4: 'Small' must be internal or public, with all types around it, so that the kernel table can name it",
        "CRF004 line 2: 'Outer' must be partial, so that the generator can add to 'Small' in it",
        "CRF003 line 4: 'Small' must not be generic: its size is all that varies, and the attribute gives that",
        "CRF006 line 3: Kernel size 0x32 is out of range: hidden is 1 to 1024, vocab is 2 to 1024");

    // The compiler's own errors say enough.
    [Theory]
    [InlineData("[RnnKernel]")]
    [InlineData("[RnnKernel(16)]")]
    [InlineData("[RnnKernel(16, 32, 48)]")]
    [InlineData("[RnnKernel(unknown, 32)]")]
    [InlineData("[RnnKernel(\"16\", 32)]")]
    [InlineData("[RnnKernel(16, 32L)]")]
    [InlineData("[RnnKernel(hidden: 16, hidden: 16)]")]
    [InlineData("[RnnKernel(default, null)]")]
    [InlineData("[RnnKernel(16,")]
    public void Unusable_arguments_are_left_to_the_compiler(string attribute)
    {
        var run = GeneratorRun.Of(new(Usings + attribute + " partial struct Small;"));
        AssertDiagnostics(run);
        Assert.Empty(run.Sources);
        Assert.Contains(run.Output.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
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
        Assert.All(run.Diagnostics, diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));

        static string Line(Location location) =>
            location == Location.None ? "" : $" line {location.GetLineSpan().StartLinePosition.Line + 1}";
    }
}
