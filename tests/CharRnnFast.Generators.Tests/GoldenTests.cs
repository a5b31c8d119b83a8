using CharRnnFast.Generators.Tests.Running;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>
/// Generated files as they stand in the folder Golden: the narrowest width with both register widths of AVX-512 on every set; on AVX-512
/// the stock width of the seed's hidden size, and one of several panels, whose sums no registers hold.
/// </summary>
public sealed class GoldenTests
{
    private static readonly GeneratorRun Run = GeneratorRun.Of(new()
    {
        RnnKernels = "24x104+600x24",
    });

    private static readonly string[] Names =
    [
        .. Run.Sources.Keys.Where(
            name => name.Contains("Width24.", StringComparison.Ordinal) || name.StartsWith("Avx512", StringComparison.Ordinal)),
        "RnnKernelTable.g.cs",
    ];

    public static TheoryData<string> Files => [.. Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_generated_file_is_the_golden_one(string name) => GoldenFile.AssertEqual(name, Run.Sources[name]);

    [Fact]
    public void Each_golden_file_is_generated() => Assert.Equal(
        GoldenFile.Names.Order(StringComparer.Ordinal),
        Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Generated_lines_and_files_are_short() => Assert.All(Run.Sources, source =>
    {
        string[] lines = source.Value.Split('\n');
        Assert.InRange(lines.Length, 1, 400);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 140));
    });
}
