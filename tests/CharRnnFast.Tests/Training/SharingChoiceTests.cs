using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Training;

/// <summary>Whether steps are shared, by the time that they take.</summary>
public sealed class SharingChoiceTests
{
    private const int Steps = 6000;

    [Theory]
    [InlineData(400, 40)] // slower when shared, as on a busy machine
    [InlineData(40, 400)]
    public void TheFasterWayIsKept(int sharedTime, int aloneTime)
    {
        SharingChoice choice = new();
        int shared = 0;
        for (int step = 0; step < Steps; step++)
        {
            bool isShared = choice.NextIsShared();
            shared += isShared ? 1 : 0;
            Thread.SpinWait(isShared ? sharedTime : aloneTime);
        }

        // The first 64 are shared, and some are tried the other way.
        if (sharedTime < aloneTime)
            Assert.InRange(shared, Steps - 200, Steps - 1);
        else
            Assert.InRange(shared, 65, 1000);
    }
}
