using System.Text.RegularExpressions;
using CharRnnFast.Generators.Diagnostics;
using CharRnnFast.Generators.Tests.Running;
using Microsoft.CodeAnalysis;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>Every diagnostic stands in the generator's README and in its release notes, under one title.</summary>
public sealed partial class DocumentationTests
{
    private static readonly DiagnosticDescriptor[] Descriptors =
        [.. typeof(DiagnosticDescriptors).GetFields().Select(field => (DiagnosticDescriptor)field.GetValue(null)!)];

    [Fact]
    public void The_readme_has_a_row_for_each() => Assert.Equal(
        Descriptors.Select(descriptor => descriptor.Id),
        ReadmeRow().Matches(SourceTree.Read("generators/README.md")).Select(row => row.Groups[1].Value));

    [Fact]
    public void The_release_notes_have_a_row_for_each() => Assert.Equal(
        Descriptors.Select(descriptor => $"{descriptor.Id}  | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}"),
        ReleaseRow().Matches(
            SourceTree.Read("generators/CharRnnFast.Generators/AnalyzerReleases.Shipped.md")
            + SourceTree.Read("generators/CharRnnFast.Generators/AnalyzerReleases.Unshipped.md")).Select(row => row.Value));

    [GeneratedRegex(@"^\| (CRF\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ReadmeRow();

    [GeneratedRegex(@"^CRF\d+ .*$", RegexOptions.Multiline)]
    private static partial Regex ReleaseRow();
}
