using CharRnnFast.Generators.Tests.Running;
using Xunit;

namespace CharRnnFast.Generators.Tests;

/// <summary>Generated files as they stand in the folder Golden: the narrowest width with both register widths of AVX-512, one kernel, the table.</summary>
public sealed class GoldenTests
{
    private static readonly GeneratorRun Run = GeneratorRun.Of(new(
        """
        namespace Sample;

        [CharRnnFast.Kernels.RnnKernel(hidden: 24, vocab: 17)]
        public readonly partial struct Rnn24x17;
        """));

    [Theory]
    [InlineData("Avx512Width24.g.cs")]
    [InlineData("Avx2Width24.g.cs")]
    [InlineData("AdvSimdWidth24.g.cs")]
    [InlineData("PortableWidth24.g.cs")]
    [InlineData("Avx512Shared.g.cs")]
    [InlineData("Avx2Shared.g.cs")]
    [InlineData("AdvSimdShared.g.cs")]
    [InlineData("PortableShared.g.cs")]
    [InlineData("Kernel24x17.g.cs")]
    [InlineData("RnnKernelTable.g.cs")]
    public void A_generated_file_is_the_golden_one(string name) => GoldenFile.AssertEqual(name, Run.Sources[name]);

    [Fact]
    public void Nothing_else_is_generated() => Assert.Equal(10, Run.Sources.Count);
}
