using System.Collections.Immutable;
using CharRnnFast.Generators.Diagnostics;
using CharRnnFast.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace CharRnnFast.Generators.Parsing;

/// <summary>From the sizes of the whole project to its widths; and whether its settings allow generated code.</summary>
internal static class WidthSelector
{
    // The oldest that the tests compile generated code with.
    private const LanguageVersion MinLanguageVersion = LanguageVersion.CSharp11;

    public static WidthSelection Select(ImmutableArray<RequestedSizes> files, RequestedSizes property, ProjectSettings project)
    {
        var requests = files.Add(property);
        var sizes = requests.SelectMany(request => request.Sizes).ToList();
        var diagnostics = requests.SelectMany(request => request.Diagnostics).ToList();
        SortedSet<int> hidden = [], vocab = [];
        diagnostics.AddRange(sizes.Where(size => !Add(size, hidden, vocab)).Select(AddsNothing));

        var location = sizes.Select(size => size.Location).FirstOrDefault(place => place is not null);
        var blockers = sizes.Count == 0 ? [] : Blockers(project, location).ToList();
        diagnostics.AddRange(blockers);
        TableWidths widths = blockers.Count == 0 ? new(hidden.ToEquatableArray(), vocab.ToEquatableArray()) : TableWidths.None;
        return new(widths, diagnostics.ToEquatableArray(), blockers.Count > 0);
    }

    // Whether a width of the size is new.
    private static bool Add(KernelSize size, SortedSet<int> hidden, SortedSet<int> vocab)
    {
        bool isNew = hidden.Add(size.HiddenWidth);
        foreach (int width in size.VocabWidths) isNew |= vocab.Add(width);
        return isNew;
    }

    private static DiagnosticInfo AddsNothing(KernelSize size) => DiagnosticInfo.Create(
        DiagnosticDescriptors.AddsNothing, size.Location, $"{size.Hidden}", $"{size.Vocab}", $"{size.HiddenWidth}",
        string.Join(" and ", size.VocabWidths));

    private static IEnumerable<DiagnosticInfo> Blockers(ProjectSettings project, LocationInfo? location)
    {
        if (!project.AllowsUnsafe)
            yield return DiagnosticInfo.Create(DiagnosticDescriptors.UnsafeNotAllowed, location);
        (LanguageVersion min, LanguageVersion used) = (MinLanguageVersion, project.LanguageVersion);
        if (used < min)
            yield return DiagnosticInfo.Create(
                DiagnosticDescriptors.LanguageVersionTooOld, location, min.ToDisplayString(), used.ToDisplayString());
    }
}
