using CharRnnFast.Tests.Files;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Training;

public sealed class TextSplitTests
{
    [Theory]
    [InlineData(1000, 0, 0)]
    [InlineData(1000, 0.1, 100)]
    [InlineData(1009, 0.1, 100)]
    [InlineData(5_000_000_000, 0.5, 2_500_000_000)]
    public void TheLastSymbolsAreHeldOut(long symbols, double share, long heldOut) =>
        Assert.Equal(new(symbols - heldOut, heldOut), TextSplit.Of(symbols, share));

    [Fact]
    public void TooShortATextSaysHowLongItHasToBe()
    {
        TextSplit.Of(10, 0).Check("text", 0, 9, 1);
        TextSplit.Of(10, 0).Check("text", 0, 4, 2);
        Assert.Equal(
            "text has 10 symbols, but --sequence-length 10 needs 11; lower --sequence-length, or give a longer text",
            Failure.MessageOf(() => TextSplit.Of(10, 0).Check("text", 0, 10, 1)));
        Assert.Contains(
            "--sequence-length 5 and --batch 2 need 12; lower --sequence-length or --batch, or",
            Failure.MessageOf(() => TextSplit.Of(10, 0).Check("text", 0, 5, 2)));
    }

    [Fact]
    public void TooShortAHeldOutPartAndWhatItLeavesAreExplained()
    {
        TextSplit.Of(10, 0.2).Check("text", 0.2, 7, 1);
        Assert.Equal(
            "text has 10 symbols, of which --validation 0.5 leaves 5, but --sequence-length 5 needs 6; " +
            "lower --sequence-length or --validation, or give a longer text",
            Failure.MessageOf(() => TextSplit.Of(10, 0.5).Check("text", 0.5, 5, 1)));
        Assert.Equal(
            "text has 10 symbols, of which --validation 0.1 holds out 1, but 2 are needed; raise --validation, or give a longer text",
            Failure.MessageOf(() => TextSplit.Of(10, 0.1).Check("text", 0.1, 5, 1)));
    }
}
