using CharRnnFast.Generators.Tests.Running;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>
/// What each stage does again after an edit. The project has two sizes by attribute and one by the build property, and so the widths
/// 16, 32, 64, 72 and 128, each on 3 instruction sets.
/// </summary>
public sealed class IncrementalityTests
{
    private const string Kernels = """
        using CharRnnFast.Kernels;
        [assembly: RnnKernel(16, 32)]
        [assembly: RnnKernel(64, 32)]

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
        ["size added, widths known"] = Project with { Files = [Kernels, "class Unrelated;", Kernel(64, 72)] },
        ["size added, one width new"] = Project with { Files = [Kernels, "class Unrelated;", Kernel(64, 24)] },
        ["size removed"] = Project with { Files = [Kernels.Replace("[assembly: RnnKernel(64, 32)]", ""), "class Unrelated;"] },
        ["faulty size added"] = Project with { Files = [Kernels, "class Unrelated;", Kernel(64, 1)] },
        ["property: size added"] = Project with { RnnKernels = "128x72+64x24" },
        ["property: other size"] = Project with { RnnKernels = "128x80" },
        ["property: spelled otherwise"] = Project with { RnnKernels = "128x72 + 128x72" },
        ["unsafe code forbidden"] = Project with { AllowsUnsafe = false },
    };

    // A file's attributes are one value.
    [Theory]
    [InlineData("none", "Unchanged 1", "Cached 5", "Cached 15", "Cached 1")]
    [InlineData("unrelated file", "Unchanged 1", "Cached 5", "Cached 15", "Cached 1")]
    [InlineData("unrelated file added", "Unchanged 1", "Cached 5", "Cached 15", "Cached 1")]
    [InlineData("comment above the kernels", "Modified 1", "Cached 5", "Cached 15", "Cached 1")]
    [InlineData("size by another expression", "Modified 1", "Cached 5", "Cached 15", "Cached 1")]
    [InlineData("newer C# version", "Unchanged 1", "Cached 5", "Cached 15", "Cached 1")]
    [InlineData("size within the same widths", "Modified 1", "Cached 5", "Cached 15", "Cached 1")]
    [InlineData("size added, widths known", "New 1, Unchanged 1", "Cached 5", "Cached 15", "Cached 1")]
    [InlineData("size added, one width new", "New 1, Unchanged 1", "Cached 5, New 1", "Cached 15, New 3", "Modified 1")]
    [InlineData("size removed", "Modified 1", "Cached 4, Removed 1", "Cached 12, Removed 3", "Modified 1")]
    [InlineData("faulty size added", "New 1, Unchanged 1", "Cached 5", "Cached 15", "Cached 1")]
    [InlineData("property: size added", "Unchanged 1", "Cached 5, New 1", "Cached 15, New 3", "Modified 1")]
    [InlineData("property: other size", "Unchanged 1", "Cached 4, New 1, Removed 1", "Cached 12, New 3, Removed 3", "Modified 1")]
    [InlineData("property: spelled otherwise", "Unchanged 1", "Cached 5", "Cached 15", "Cached 1")]
    [InlineData("unsafe code forbidden", "Unchanged 1", "Removed 5", "Removed 15", "Removed 1")]
    public void An_edit_runs_again_only_what_depends_on_it(string edit, string parse, string widths, string plans, string table)
    {
        var run = GeneratorRun.Of(Project).After(Edits[edit]);

        Assert.Equal(parse, Reasons(run, TrackingNames.Parse));
        Assert.Equal(widths, Reasons(run, TrackingNames.Widths));
        Assert.Equal(plans, Reasons(run, TrackingNames.Plans));
        Assert.Equal(table, Reasons(run, TrackingNames.TableSource));
        Assert.Equal(KindsOf(plans), KindsOf(Reasons(run, TrackingNames.RoutineSources)));
    }

    [Fact]
    public void Every_edit_gives_what_a_fresh_run_gives()
    {
        var first = GeneratorRun.Of(Project);
        foreach (var (edit, project) in Edits)
            Assert.True(GeneratorRun.Of(project).Sources.ToHashSet().SetEquals(first.After(project).Sources), edit);
    }

    private static string Kernel(int hidden, int vocab) => $"[assembly: CharRnnFast.Kernels.RnnKernel({hidden}, {vocab})]";

    // Without the numbers: a plan gives several files.
    private static string KindsOf(string reasons) => string.Join(", ", reasons.Split(", ").Select(reason => reason.Split(' ')[0]));

    private static string Reasons(GeneratorRun run, string stage) => string.Join(
        ", ",
        run.Stage(stage).GroupBy(output => output.Reason).OrderBy(group => $"{group.Key}").Select(group => $"{group.Key} {group.Count()}"));
}
