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
            "text has 10 symbols, but the sequence length 10 needs 11; lower the sequence length, or give a longer text",
            Failure.MessageOf(() => TextSplit.Of(10, 0).Check("text", 0, 10, 1)));
        Assert.Contains(
            "the sequence length 5 and the batch size 2 need 12; lower the sequence length or the batch size, or",
            Failure.MessageOf(() => TextSplit.Of(10, 0).Check("text", 0, 5, 2)));
    }

    [Fact]
    public void TooShortAHeldOutPartAndWhatItLeavesAreExplained()
    {
        TextSplit.Of(10, 0.2).Check("text", 0.2, 7, 1);
        Assert.Equal(
            "text has 10 symbols, of which the validation share 0.5 leaves 5, but the sequence length 5 needs 6; " +
            "lower the sequence length or the validation share, or give a longer text",
            Failure.MessageOf(() => TextSplit.Of(10, 0.5).Check("text", 0.5, 5, 1)));
        Assert.Equal(
            "text has 10 symbols, of which the validation share 0.1 holds out 1, but 2 are needed; " +
            "raise the validation share, or give a longer text",
            Failure.MessageOf(() => TextSplit.Of(10, 0.1).Check("text", 0.1, 5, 1)));
    }
}
