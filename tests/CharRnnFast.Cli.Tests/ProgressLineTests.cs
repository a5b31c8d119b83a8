using System.Text;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Training;

namespace CharRnnFast.Cli.Tests;

/// <summary>What of the live line, and of a validation's, is left where it has little room.</summary>
public sealed class ProgressLineTests
{
    private const string Validation = "validation after 123,456 iterations: 2.7134 bits/symbol";

    private static readonly ProgressFigures Usual = new(123_456, 7, 46.66, 2.692, 812_345, new(0, 1, 2), 2.7134);
    private static readonly ProgressFigures Large = new(123_456_789_012, 123_456, 12_345.67, 12.345, 12_345_678, new(31, 2, 3, 4), 12.3456);

    [Fact]
    public void WithRoomEverythingIsShown() => Assert.Equal(
        "step 123,456, epoch 7, loss 46.66, 2.692 bits/symbol, 812,345 symbols/s, 00:01:02 left, validation 2.713", Line(Usual, 200));

    [Theory]
    [InlineData(79, "step 123,456, 2.692 bits/symbol, 812,345 symbols/s, 00:01:02 left")]
    [InlineData(59, "step 123,456, 2.692 bits/symbol, 00:01:02 left")]
    [InlineData(39, "2.692 bits/symbol, 00:01:02 left")]
    [InlineData(29, "2.692 bits, 00:01:02 left")]
    [InlineData(19, "2.692, 00:01:02")]
    [InlineData(12, "2.692 bits")]
    [InlineData(5, "")]
    public void BitsAndTheTimeLeftAreTheLastToGo(int columns, string expected) => Assert.Equal(expected, Line(Usual, columns));

    [Fact]
    public void AtAnyWidthOnATerminalBothAreThere()
    {
        for (int columns = 19; columns <= 199; columns++)
        {
            foreach (ProgressFigures figures in (ProgressFigures[])[Usual, Large])
            {
                string line = Line(figures, columns);
                Assert.InRange(line.Length, 1, columns);
                Assert.Contains(figures == Usual ? "2.692" : "12.345", line, StringComparison.Ordinal);
                Assert.Contains(figures == Usual ? "00:01:02" : "31.02:03:04", line, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void WhatIsNotKnownLeavesNoGap() =>
        Assert.Equal("step 123,456, epoch 7, loss 46.66, 2.692 bits/symbol, 812,345 symbols/s", Line(
            Usual with { TimeLeft = null, Validation = null }, 200));

    [Theory]
    [InlineData(79, Validation + ", the best so far", Validation)]
    [InlineData(59, "step 123,456, validation 2.7134, best", Validation)]
    [InlineData(39, "step 123,456, validation 2.7134, best", "step 123,456, validation 2.7134")]
    [InlineData(29, "validation 2.7134, best", "validation 2.7134")]
    [InlineData(19, "2.7134, best", "validation 2.7134")]
    [InlineData(9, "2.7134", "2.7134")]
    [InlineData(5, "", "")]
    public void AValidationTakesFewerWordsWhereItHasLittleRoom(int columns, string best, string other)
    {
        LineBuffer line = new();
        ValidationLine.Format(line, 123_456, 2.7134, isBest: true, columns);
        Assert.Equal(best, Encoding.ASCII.GetString(line.Bytes));
        ValidationLine.Format(line, 123_456, 2.7134, isBest: false, columns);
        Assert.Equal(other, Encoding.ASCII.GetString(line.Bytes));
    }

    private static string Line(ProgressFigures figures, int columns)
    {
        LineBuffer line = new();
        ProgressLine.Format(line, figures, columns);
        return Encoding.ASCII.GetString(line.Bytes);
    }
}
