using CharRnnFast.MachineCode.Tests.Listings;
using CharRnnFast.MachineCode.Tests.Running;

namespace CharRnnFast.MachineCode.Tests;

/// <summary>The machine code of the kernel of 100x65 in the published executable.</summary>
public sealed class PublishedKernelTests
{
    private static readonly Lazy<PublishedCode> Code = new(() => new());

    private static readonly Lazy<PlannedKernel> Planned = new(() => new(Code.Value.Has("Avx512Width104") ? "Avx512" : "Avx2"));

    private static readonly Lazy<Dictionary<string, MethodListing>> Methods = new(() =>
        Planned.Value.Types.SelectMany(Code.Value.MethodsOf).DistinctBy(method => method.Key).ToDictionary());

    [PublishedFact]
    public void TheMethodsWithLoopsAreThePlannedOnes() => Assert.Equal(
        Planned.Value.MethodsWithLoops,
        Methods.Value.Where(method => method.Value.InnerLoops().Any(loop => loop.IsOfVectors)).Select(method => method.Key).Order(
            StringComparer.Ordinal));

    [PublishedFact]
    public void NoLoopKeepsAVectorOnTheStack()
    {
        var spills = from method in Methods.Value
                     from loop in method.Value.InnerLoops()
                     from spill in loop.Spills
                     select $"{method.Key}: {spill}";
        Assert.True(!spills.Any(), string.Join('\n', spills));
    }

    [PublishedFact]
    public void EveryLoopHasThePlannedMultiplyAdds() => Assert.All(Planned.Value.MultiplyAdds, planned =>
    {
        // In any order: the compiler may place a later loop before an earlier one.
        int[] found =
            [.. Methods.Value[planned.Key].InnerLoops().Where(loop => loop.IsOfVectors).Select(loop => loop.MultiplyAdds).Order()];
        Assert.True(
            found.Length == planned.Value.Length && found.Zip(planned.Value.Order()).All(loop => loop.First >= loop.Second),
            $"{planned.Key}: {string.Join(", ", planned.Value)} planned, {string.Join(", ", found)} found");
    });
}
