using System.Collections.Immutable;
using CharRnnFast.Generators.Diagnostics;
using CharRnnFast.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace CharRnnFast.Generators.Parsing;

/// <summary>Applies the rules that only the whole project shows: sizes are distinct, and its settings allow generated kernels.</summary>
internal static class KernelSelector
{
    // Static abstract interface members, the newest feature that generated code uses, came with C# 11.
    private const LanguageVersion MinimumLanguageVersion = LanguageVersion.CSharp11;

    public static KernelSelection Select(ImmutableArray<KernelCandidate> candidates, RequestedSizes requested, ProjectSettings project)
    {
        var diagnostics = candidates.SelectMany(candidate => candidate.Diagnostics).Concat(requested.Diagnostics).ToList();
        var specs = Declared(candidates, diagnostics);
        specs.AddRange(Missing(requested, specs));

        var hindrances = specs.Count == 0 ? [] : Hindrances(project).ToList();
        diagnostics.AddRange(hindrances);
        return new(hindrances.Count == 0 ? specs.ToEquatableArray() : EquatableArray<KernelSpec>.Empty, diagnostics.ToEquatableArray());
    }

    private static List<KernelSpec> Declared(ImmutableArray<KernelCandidate> candidates, List<DiagnosticInfo> diagnostics)
    {
        var bySize = new Dictionary<(int, int), KernelSpec>();
        var specs = new List<KernelSpec>();
        foreach (var candidate in candidates)
        {
            if (candidate.Spec is not { } spec)
                continue;
            if (bySize.TryGetValue((spec.Hidden, spec.Vocab), out var first))
                diagnostics.Add(Duplicate(spec, first, candidate.Location));
            else
                specs.Add(bySize[(spec.Hidden, spec.Vocab)] = spec);
        }

        return specs;
    }

    private static DiagnosticInfo Duplicate(KernelSpec spec, KernelSpec first, LocationInfo location) =>
        DiagnosticInfo.Create(DiagnosticDescriptors.DuplicateSize, location, $"{spec.Hidden}", $"{spec.Vocab}", spec.Name, first.Name);

    // The build property asks that a size be compiled in; where a struct already does that, there is nothing to add or to report.
    private static List<KernelSpec> Missing(RequestedSizes requested, List<KernelSpec> declared) =>
        [.. requested.Specs.Where(spec => !declared.Any(other => other.Hidden == spec.Hidden && other.Vocab == spec.Vocab))];

    private static IEnumerable<DiagnosticInfo> Hindrances(ProjectSettings project)
    {
        if (!project.AllowsUnsafe)
            yield return DiagnosticInfo.Create(DiagnosticDescriptors.UnsafeNotAllowed, null);
        if (project.LanguageVersion < MinimumLanguageVersion)
        {
            yield return DiagnosticInfo.Create(
                DiagnosticDescriptors.LanguageVersionTooOld,
                null,
                MinimumLanguageVersion.ToDisplayString(),
                project.LanguageVersion.ToDisplayString());
        }
    }
}
