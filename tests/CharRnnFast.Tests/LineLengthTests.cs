using System.Text.RegularExpressions;
using Xunit;

namespace CharRnnFast.Tests;

/// <summary>The sizes that a reader meets, which the formatter does not hold: see .editorconfig.</summary>
public sealed class LineLengthTests
{
    private const int MaxLine = 140;
    private const int MaxLines = 300;

    [Fact]
    public void NoLineIsTooLong() => Assert.Empty(FilesIn("src", "generators", "tests", "benchmarks")
        .SelectMany(file => File.ReadLines(file).Where(line => line.Length > MaxLine).Select(line => $"{file}: {line}")));

    [Fact]
    public void NoFileIsTooLong() => Assert.DoesNotContain(FilesIn("src", "generators"), file => File.ReadLines(file).Count() > MaxLines);

    // Golden files hold what the generator writes.
    private static IEnumerable<string> FilesIn(params string[] folders) => folders
        .SelectMany(folder => Directory.GetFiles(Path.Join(SourceTree.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Regex.IsMatch(file, @"[/\\](obj|bin)[/\\]|\.g\.cs$"));
}
