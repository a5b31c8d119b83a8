using CharRnnFast.Numerics;
using CharRnnFast.Random;
using Xunit;

namespace CharRnnFast.Tests.Numerics;

/// <summary>Float64 ln, exp and tanh against the platform's, which are themselves within 1 unit in the last place.</summary>
public sealed class DoubleFunctionsTests
{
    private const int Samples = 300_000;

    [Fact]
    public void NaturalLogarithmIsAccurate()
    {
        AssertWithin(2, ElementaryFunctions.NaturalLogarithm, Math.Log, u => u);
        AssertWithin(2, ElementaryFunctions.NaturalLogarithm, Math.Log, u => 1 + ((u - 0.5) * 1e-3));
        AssertWithin(2, ElementaryFunctions.NaturalLogarithm, Math.Log, u => Math.ScaleB(1 + u, (int)(u * 2096) - 1073));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-0.0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NegativeInfinity, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.Epsilon, -744.4400719213812)]
    [InlineData(double.MaxValue, 709.782712893384)]
    public void NaturalLogarithmOfSpecialValues(double x, double expected) =>
        Assert.Equal(expected, ElementaryFunctions.NaturalLogarithm(x));

    [Fact]
    public void ExpIsAccurate()
    {
        AssertWithin(2, ElementaryFunctions.Exp, Math.Exp, u => (u - 0.5) * 2);
        AssertWithin(2, ElementaryFunctions.Exp, Math.Exp, u => (u - 0.5) * 1400);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(-709, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void ExpOfSpecialValues(double x, double expected) => Assert.Equal(expected, ElementaryFunctions.Exp(x));

    [Fact]
    public void TanhIsAccurate()
    {
        AssertWithin(4, ElementaryFunctions.Tanh, Math.Tanh, u => (u - 0.5) * 2);
        AssertWithin(4, ElementaryFunctions.Tanh, Math.Tanh, u => (u - 0.5) * 60);
        AssertWithin(4, ElementaryFunctions.Tanh, Math.Tanh, u => (u - 0.5) * 1e-8);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(25, 1)]
    [InlineData(double.NegativeInfinity, -1)]
    [InlineData(double.NaN, double.NaN)]
    public void TanhOfSpecialValues(double x, double expected) => Assert.Equal(expected, ElementaryFunctions.Tanh(x));

    private static void AssertWithin(double units, Func<double, double> own, Func<double, double> platform, Func<double, double> input)
    {
        Xoshiro256StarStar random = new(7);
        for (int i = 0; i < Samples; i++)
        {
            double x = input(random.Uniform());
            double expected = platform(x);
            double error = Math.Abs(own(x) - expected) / (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected));
            Assert.True(error <= units, $"x = {x:R}: {own(x):R}, not {expected:R}, {error} units in the last place");
        }
    }
}
