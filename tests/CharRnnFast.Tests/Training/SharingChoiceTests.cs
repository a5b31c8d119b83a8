using System.Diagnostics;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Training;

/// <summary>When the threads of a team share a step, by a clock that the tests set.</summary>
public sealed class SharingChoiceTests
{
    private static readonly double Microsecond = Stopwatch.Frequency / 1e6;

    private readonly SharingChoice _choice = new();
    private double _now;
    private int _shared;

    [Theory]
    [InlineData(20, 15)]
    [InlineData(450, 250)]
    [InlineData(900_000, 500_000)]
    public void WhereSharingIsFasterNearlyAllStepsAreShared(double alone, double shared)
    {
        Run(2000, alone, _ => shared);
        Assert.InRange(_shared, 1900, 2000);
    }

    [Theory]
    [InlineData(2, 15)]
    [InlineData(20, 30)]
    [InlineData(20, 600)]
    [InlineData(450, 20_000)]
    public void WhereSharingIsSlowerItCostsLittle(double alone, double shared)
    {
        const int steps = 200_000;
        Run(steps, alone, _ => shared);
        Assert.InRange(_now / Microsecond, steps * alone, 1.1 * steps * alone);
    }

    // A busy core: shared steps are fast for a while, and then one waits for the thread that does not run.
    [Theory]
    [InlineData(20, 15, 150, 3_000)]
    [InlineData(20, 15, 20, 8_000)]
    [InlineData(450, 250, 10, 12_000)]
    public void WhereSharedStepsStallNowAndThenItCostsLittle(double alone, double shared, int every, double stall)
    {
        const int steps = 200_000;
        Run(steps, alone, count => count % every == every - 1 ? stall : shared);
        Assert.InRange(_now / Microsecond, 0, 1.1 * steps * alone);
    }

    [Fact]
    public void SharingIsTakenUpAgainOnceTheCoreIsFree()
    {
        Run(50_000, 20, _ => 5_000);
        _shared = 0;
        Run(400_000, 20, _ => 12);
        Assert.InRange(_shared, 150_000, 400_000);
    }

    [Fact]
    public void AProcessThatWasStoppedForAnHourSharesAgainSoon()
    {
        Run(1000, 20, _ => 12);
        Run(1, 20, _ => 3.6e9);
        _shared = 0;
        Run(500_000, 20, _ => 12);
        Assert.InRange(_shared, 200_000, 500_000);
    }

    private void Run(int steps, double alone, Func<int, double> shared)
    {
        for (int step = 0; step < steps; step++)
        {
            bool isShared = _choice.Begin();
            double elapsed = Microsecond * (isShared ? shared(_shared) : alone);
            _now += elapsed;
            _shared += isShared ? 1 : 0;
            _choice.End((long)elapsed);
        }
    }
}
