using CharRnnFast.Steps;
using Xunit;

namespace CharRnnFast.Tests.Training;

/// <summary>The number of threads that nobody asked for.</summary>
public sealed class ThreadRuleTests
{
    [Theory]
    [InlineData(100, 65, 25, 1, 1, 1)] // one core
    [InlineData(100, 65, 25, 1, 2, 2)]
    [InlineData(1024, 256, 1024, 1, 64, 2)] // one stream has a leader and a follower
    [InlineData(16, 65, 5, 1, 2, 1)] // too little to share
    [InlineData(16, 65, 5, 4, 2, 1)]
    [InlineData(100, 65, 25, 32, 2, 2)]
    [InlineData(100, 65, 25, 3, 8, 3)] // as many as streams
    [InlineData(100, 65, 25, 32, 8, 8)] // as many as cores
    [InlineData(16, 65, 25, 32, 64, 31)] // as many as have enough to do
    [InlineData(1024, 256, 1024, 256, 1000, 256)]
    public void TheRule(int hidden, int vocab, int steps, int batch, int cores, int threads) =>
        Assert.Equal(threads, ThreadRule.For(new(hidden, vocab, steps, batch), cores));
}
