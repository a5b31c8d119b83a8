using CharRnnFast.MachineCode.Tests.Listings;
using CharRnnFast.MachineCode.Tests.Running;

namespace CharRnnFast.MachineCode.Tests;

/// <summary>The machine code of the kernels of all stock widths in the published executable.</summary>
public sealed class PublishedKernelTests
{
    private static readonly Lazy<PublishedCode> Code = new(() => new());

    private static readonly Lazy<PlannedKernels> Planned = new(() => new(Code.Value.Has("Avx512Width104") ? "Avx512" : "Avx2"));

    private static readonly Lazy<Dictionary<string, MethodListing>> Handwritten = new(() => Code.Value.Handwritten());

    private static readonly Lazy<Dictionary<string, MethodListing>> Generated = new(() =>
        Planned.Value.Plans.SelectMany(plan => Code.Value.MethodsOf(plan.TypeName)).ToDictionary());

    [PublishedFact]
    public void TheHandwrittenMethodsWithLoopsAreTheKnownOnes() => Assert.Equal(
        PlannedKernels.Handwritten, new HotLoops(Handwritten.Value).Methods.Order(StringComparer.Ordinal));

    [PublishedFact]
    public void NoLoopKeepsAVectorOnTheStack()
    {
        string[] spills = [.. new HotLoops(Generated.Value).Spills, .. new HotLoops(Handwritten.Value).Spills];
        Assert.True(spills.Length == 0, string.Join('\n', spills));
    }

    [PublishedFact]
    public void EveryWidthHasThePlannedLoopsAndMultiplyAdds()
    {
        HotLoops loops = new(Generated.Value);
        Assert.All(Planned.Value.Plans, plan => Assert.Equal(HotLoops.Planned(plan), loops.Found(plan)));
    }
}
