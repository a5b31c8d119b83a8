using CharRnnFast.Generators.Tests.Running;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>
/// What each stage does again after an edit. The project has two kernels by attribute and one by the build property, and so the widths
/// 16, 32, 64, 72 and 128, each on 4 instruction sets.
/// </summary>
public sealed class IncrementalityTests
{
    private const string Kernels = """
        using CharRnnFast.Kernels;
        [RnnKernel(16, 32)] partial struct Small;
        [RnnKernel(64, 32)] partial struct Large;

        """;

    private static readonly TestProject Project = new(Kernels, "class Unrelated;") { RnnKernels = "128x72" };

    private static readonly Dictionary<string, TestProject> Edits = new()
    {
        ["none"] = Project,
        ["unrelated file"] = Project with { Files = [Kernels, "class Unrelated { int field; }"] },
        ["unrelated file added"] = Project with { Files = [Kernels, "class Unrelated;", "class New;"] },
        ["comment above the kernels"] = Project with { Files = ["// A comment.\n" + Kernels, "class Unrelated;"] },
        ["size by another expression"] = Project with { Files = [Kernels.Replace("64", "32 + 32"), "class Unrelated;"] },
        ["newer C# version"] = Project with { LanguageVersion = LanguageVersion.Preview },
        ["size within the same widths"] = Project with { Files = [Kernels.Replace("64", "61"), "class Unrelated;"] },
        ["kernel renamed"] = Project with { Files = [Kernels.Replace("Large", "Larger"), "class Unrelated;"] },
        ["kernel added, widths known"] = Project with { Files = [Kernels, "class Unrelated;", Kernel(64, 72)] },
        ["kernel added, one width new"] = Project with { Files = [Kernels, "class Unrelated;", Kernel(64, 24)] },
        ["kernel removed"] = Project with { Files = [Kernels.Replace("[RnnKernel(64, 32)]", ""), "class Unrelated;"] },
        ["faulty kernel added"] = Project with { Files = [Kernels, "class Unrelated;", Kernel(64, 1)] },
        ["property: size added"] = Project with { RnnKernels = "128x72+64x24" },
        ["property: other size"] = Project with { RnnKernels = "128x80" },
        ["property: spelled otherwise"] = Project with { RnnKernels = "128x72 + 128x72" },
        ["unsafe code forbidden"] = Project with { AllowsUnsafe = false },
    };

    // Kernels are compared by position and those of the property come last, so a struct added or removed moves them: "Modified", with the same text.
    [Theory]
    [InlineData("none", "Unchanged 2", "Cached 1", "Cached 5", "Cached 20", "Cached 3", "Cached 1")]
    [InlineData("unrelated file", "Unchanged 2", "Cached 1", "Cached 5", "Cached 20", "Cached 3", "Cached 1")]
    [InlineData("unrelated file added", "Unchanged 2", "Cached 1", "Cached 5", "Cached 20", "Cached 3", "Cached 1")]
    [InlineData("comment above the kernels", "Modified 2", "Cached 1", "Cached 5", "Cached 20", "Cached 3", "Cached 1")]
    [InlineData("size by another expression", "Modified 1, Unchanged 1", "Cached 1", "Cached 5", "Cached 20", "Cached 3", "Cached 1")]
    [InlineData("newer C# version", "Unchanged 2", "Cached 1", "Cached 5", "Cached 20", "Cached 3", "Cached 1")]
    [InlineData("size within the same widths", "Modified 1, Unchanged 1", "Modified 1", "Cached 5", "Cached 20", "Cached 2, Modified 1", "Unchanged 1")]
    [InlineData("kernel renamed", "Modified 1, Unchanged 1", "Modified 1", "Cached 5", "Cached 20", "Cached 2, Modified 1", "Modified 1")]
    [InlineData("kernel added, widths known", "New 1, Unchanged 2", "Modified 1", "Cached 5", "Cached 20", "Cached 2, Modified 1, New 1", "Modified 1")]
    [InlineData("kernel added, one width new", "New 1, Unchanged 2", "Modified 1", "Cached 5, New 1", "Cached 20, New 4", "Cached 2, Modified 1, New 1", "Modified 1")]
    [InlineData("kernel removed", "Removed 1, Unchanged 1", "Modified 1", "Cached 4, Removed 1", "Cached 16, Removed 4", "Cached 1, Modified 1, Removed 1", "Modified 1")]
    [InlineData("faulty kernel added", "New 1, Unchanged 2", "Unchanged 1", "Cached 5", "Cached 20", "Cached 3", "Cached 1")]
    [InlineData("property: size added", "Unchanged 2", "Modified 1", "Cached 5, New 1", "Cached 20, New 4", "Cached 3, New 1", "Modified 1")]
    [InlineData("property: other size", "Unchanged 2", "Modified 1", "Cached 4, New 1, Removed 1", "Cached 16, New 4, Removed 4", "Cached 2, Modified 1", "Modified 1")]
    [InlineData("property: spelled otherwise", "Unchanged 2", "Cached 1", "Cached 5", "Cached 20", "Cached 3", "Cached 1")]
    [InlineData("unsafe code forbidden", "Unchanged 2", "Modified 1", "Removed 5", "Removed 20", "Removed 3", "Removed 1")]
    public void An_edit_runs_again_only_what_depends_on_it(
        string edit, string parse, string specs, string widths, string plans, string kernels, string table)
    {
        var run = GeneratorRun.Of(Project).After(Edits[edit]);

        Assert.Equal(parse, Reasons(run, TrackingNames.Parse));
        Assert.Equal(specs, Reasons(run, TrackingNames.Specs));
        Assert.Equal(widths, Reasons(run, TrackingNames.Widths));
        Assert.Equal(plans, Reasons(run, TrackingNames.Plans));
        Assert.Equal(plans, Reasons(run, TrackingNames.WidthSources));
        Assert.Equal(kernels, Reasons(run, TrackingNames.KernelSources));
        Assert.Equal(table, Reasons(run, TrackingNames.TableSource));
    }

    [Fact]
    public void What_a_set_shares_is_emitted_once()
    {
        var first = GeneratorRun.Of(Project);
        Assert.Equal("New 4", Reasons(first, TrackingNames.SharedSources));
        Assert.Equal("Cached 4", Reasons(first.After(Edits["kernel added, one width new"]), TrackingNames.SharedSources));
    }

    [Fact]
    public void Every_edit_gives_what_a_fresh_run_gives()
    {
        var first = GeneratorRun.Of(Project);
        foreach (var (edit, project) in Edits)
            Assert.True(GeneratorRun.Of(project).Sources.ToHashSet().SetEquals(first.After(project).Sources), edit);
    }

    private static string Kernel(int hidden, int vocab) => $"[CharRnnFast.Kernels.RnnKernel({hidden}, {vocab})] partial struct Added;";

    private static string Reasons(GeneratorRun run, string stage) => string.Join(
        ", ",
        run.Stage(stage).GroupBy(output => output.Reason).OrderBy(group => $"{group.Key}").Select(group => $"{group.Key} {group.Count()}"));
}
