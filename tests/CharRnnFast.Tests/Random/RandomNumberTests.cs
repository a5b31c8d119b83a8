using CharRnnFast.Random;
using Xunit;

namespace CharRnnFast.Tests.Random;

/// <summary>The generators against the published sequences of their authors' programs.</summary>
public sealed class RandomNumberTests
{
    [Fact]
    public void SplitMix64GivesThePublishedSequence()
    {
        SplitMix64 generator = new(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => generator.Next()));
    }

    [Fact]
    public void Xoshiro256StarStarGivesThePublishedSequence()
    {
        Xoshiro256StarStar generator = new(1, 2, 3, 4);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832,
            10595114339597558777, 2904607092377533576,
        ];
        Assert.Equal(expected, expected.Select(_ => generator.Next()));
    }

    [Fact]
    public void SeedsTheStateFromSplitMix64()
    {
        SplitMix64 states = new(42);
        Xoshiro256StarStar expected = new(states.Next(), states.Next(), states.Next(), states.Next());
        Xoshiro256StarStar seeded = new(42);
        Assert.Equal(expected.Next(), seeded.Next());
    }

    [Fact]
    public void UniformNumbersTakeTheTop53Bits()
    {
        Xoshiro256StarStar bits = new(3);
        Xoshiro256StarStar uniform = new(3);
        double sum = 0;
        for (int i = 0; i < 100_000; i++)
        {
            double value = uniform.Uniform();
            Assert.Equal(Math.ScaleB(bits.Next() >> 11, -53), value);
            sum += value;
        }

        // The mean of n uniform numbers has standard deviation 1 / sqrt(12 n), here 9.1e-4.
        Assert.Equal(0.5, sum / 100_000, 0.004);
    }

    [Fact]
    public void NormalNumbersHaveTheMomentsOfTheirDistribution()
    {
        const int count = 400_000;
        NormalDistribution normal = new(1);
        double[] moments = new double[5];
        for (int i = 0; i < count; i++)
        {
            double value = normal.Next();
            double power = 1;
            for (int k = 1; k < moments.Length; k++)
            {
                power *= value;
                moments[k] += power / count;
            }
        }

        // Bounds are about 4 standard deviations of each mean: sqrt(1, 2, 15, 96) / sqrt(count).
        Assert.Equal(0, moments[1], 0.0064);
        Assert.Equal(1, moments[2], 0.009);
        Assert.Equal(0, moments[3], 0.0245);
        Assert.Equal(3, moments[4], 0.062);
    }

    [Fact]
    public void NormalNumbersUseBothValuesOfAPair()
    {
        NormalDistribution normal = new(5);
        Xoshiro256StarStar uniform = new(5);
        double u, v, s;
        do
        {
            u = (2 * uniform.Uniform()) - 1;
            v = (2 * uniform.Uniform()) - 1;
            s = (u * u) + (v * v);
        }
        while (s >= 1);

        double first = normal.Next();
        double second = normal.Next();
        Assert.Equal(u / v, first / second, 1e-12);
        Assert.Equal(Math.Sqrt(-2 * Math.Log(s)), Math.Sqrt((first * first) + (second * second)), 1e-12);
    }
}
