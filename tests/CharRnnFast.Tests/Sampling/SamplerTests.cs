using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Random;
using CharRnnFast.Sampling;
using CharRnnFast.Steps;
using CharRnnFast.Tests.Kernels;
using Xunit;

namespace CharRnnFast.Tests.Sampling;

/// <summary>Symbols drawn from a model against the float64 reference's distribution of the next symbol.</summary>
public sealed class SamplerTests
{
    private const int Hidden = 37;
    private const int Vocab = 17;
    private const int Symbol = 3;
    private const int Draws = 100_000;

    // Chi-square of 16 degrees of freedom is outside in 1 of 500 seeds.
    private const double LeastChiSquare = 3.9;
    private const double LargestChiSquare = 39.3;

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(double.MaxValue)]
    public void DrawsFollowTheDistribution(double temperature)
    {
        using DrawnModel model = Model();
        using Sampler sampler = SamplerOf(model);
        sampler.Temperature = temperature;
        int[] counts = new int[Vocab];
        for (int i = 0; i < Draws; i++)
            counts[NextFromZero(sampler)]++;

        double chiSquare = Probabilities(model, temperature).Zip(
            counts, (p, count) => Math.Pow(count - (p * Draws), 2) / (p * Draws)).Sum();
        Assert.InRange(chiSquare, LeastChiSquare, LargestChiSquare);
    }

    [Fact]
    public void ASymbolTakesOneRandomNumberAtAnyTemperature()
    {
        using DrawnModel model = Model();
        using Sampler sampler = SamplerOf(model);
        double[] probabilities = Probabilities(model, temperature: 1);
        Xoshiro256StarStar random = new(7);
        sampler.Seed(7);
        for (int i = 0; i < 1000; i++)
        {
            double draw = random.Uniform();
            sampler.Temperature = i % 2;
            int next = NextFromZero(sampler);
            if (i % 2 == 0)
                Assert.Equal(Array.IndexOf(probabilities, probabilities.Max()), next);
            else
                Assert.InRange(draw, probabilities[..next].Sum() - 1e-6, probabilities[..(next + 1)].Sum() + 1e-6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.Epsilon)]
    [InlineData(1e-300)]
    [InlineData(1e-30)]
    public void ASmallTemperatureGivesTheMostLikelySymbol(double temperature)
    {
        using DrawnModel model = Model();
        using Sampler sampler = SamplerOf(model);
        sampler.Temperature = temperature;
        double[] probabilities = Probabilities(model, temperature: 1);
        int mostLikely = Array.IndexOf(probabilities, probabilities.Max());
        for (int i = 0; i < 100; i++)
            Assert.Equal(mostLikely, NextFromZero(sampler));
    }

    [Fact]
    public void OfEquallyLikelySymbolsTheFirstIsTaken()
    {
        using ModelMemory weights = InstructionSets.Kernel(InstructionSet.Portable, Hidden, Vocab).ReserveWeights(new(Hidden, Vocab, 1));
        using Sampler sampler = new(InstructionSets.Kernel(InstructionSet.Portable, Hidden, Vocab), weights, TestVocabulary.Of(Vocab));
        sampler.Temperature = 0;
        Assert.Equal(0, sampler.Next(Symbol));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void ASymbolOfProbability0IsNeverDrawn(double temperature)
    {
        using DrawnModel model = Model();
        float[] biases = [.. Enumerable.Range(0, Vocab).Select(v => v is 0 or 8 or Vocab - 1 ? -1e6f : 0)];
        model.Trainer.Model.WriteRow(ModelTensor.by, 0, biases);
        using Sampler sampler = SamplerOf(model);
        sampler.Temperature = temperature;
        for (int i = 0; i < Draws; i++)
            Assert.False(NextFromZero(sampler) is 0 or 8 or Vocab - 1);
    }

    [Theory]
    [ClassData(typeof(InstructionSets))]
    public void ASeedGivesTheSameTextOnEverySetAndKernel(InstructionSet set)
    {
        int[] expected = Text(InstructionSets.Kernel(InstructionSet.Portable, Hidden, Vocab));
        Assert.True(expected.Distinct().Count() > 3);
        Assert.Equal(expected, Text(InstructionSets.Kernel(set, Hidden, Vocab)));
        Assert.Equal(expected, Text(InstructionSets.Kernel(set, 100, 65)));
        Assert.Equal(expected, Text(InstructionSets.Kernel(set, 600, 24)));
    }

    [Fact]
    public void StartsFromTheTrainersHiddenStateAndLeavesItAlone()
    {
        using DrawnModel model = Model();
        float[][] before = model.Values(ModelTensor.hprev);
        using Sampler sampler = SamplerOf(model);
        sampler.Temperature = 0;
        sampler.CopyHiddenState();
        double[] probabilities = Distribution(model);

        Assert.Equal(Array.IndexOf(probabilities, probabilities.Max()), sampler.Next(Symbol));
        Assert.Equal(before, model.Values(ModelTensor.hprev));
    }

    [Fact]
    public void RefusesWhatItCannotDo()
    {
        Kernel kernel = InstructionSets.Kernel(InstructionSet.Portable, Hidden, Vocab);
        ModelMemory weights = kernel.ReserveWeights(new(Hidden, Vocab, 1));
        Sampler sampler = new(kernel, weights, TestVocabulary.Of(Vocab));
        foreach (double temperature in (double[])[-1, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Temperature = temperature);
        Assert.Throws<ArgumentException>(
            () => new Sampler(InstructionSets.Kernel(InstructionSet.Portable, 128, 97), weights, TestVocabulary.Of(Vocab)));
        Assert.Throws<ArgumentException>(
            () => new Sampler(InstructionSets.Kernel(InstructionSet.Portable, 16, 17), weights, TestVocabulary.Of(Vocab)));

        weights.Dispose();
        Assert.Throws<ObjectDisposedException>(() => sampler.Next(Symbol));
        sampler.Dispose();
        Assert.Throws<ObjectDisposedException>(sampler.ResetHiddenState);
        Assert.Throws<ObjectDisposedException>(sampler.CopyHiddenState);
    }

    private static DrawnModel Model() => new(RnnKernelTable.Native().Find(Hidden, Vocab)!, new(Hidden, Vocab, 1));

    private static Sampler SamplerOf(DrawnModel model) =>
        new(RnnKernelTable.Native().For(Hidden, Vocab), model.Trainer.Model, TestVocabulary.Of(Vocab));

    private static int NextFromZero(Sampler sampler)
    {
        sampler.ResetHiddenState();
        return sampler.Next(Symbol);
    }

    private static double[] Probabilities(DrawnModel model, double temperature)
    {
        model.Reference.HiddenState = new double[Hidden];
        double[] powers = [.. Distribution(model).Select(p => Math.Pow(p, 1 / temperature))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    // exp(-loss) is the probability of the target.
    private static double[] Distribution(DrawnModel model) =>
        [.. Enumerable.Range(0, Vocab).Select(target => Math.Exp(-model.Reference.Forward([Symbol], [target])))];

    private static int[] Text(Kernel kernel)
    {
        using ModelMemory weights = kernel.ReserveWeights(new(Hidden, Vocab, 1));
        weights.Initialize(5);
        float[] row = new float[Hidden];
        for (int v = 0; v < Vocab; v++)
        {
            weights.ReadRow(ModelTensor.Why, v, row);
            weights.WriteRow(ModelTensor.Why, v, Array.ConvertAll(row, weight => 1000 * weight));
        }

        weights.RefreshDerived();
        using Sampler sampler = new(kernel, weights, TestVocabulary.Of(Vocab));
        sampler.Seed(2);
        (sampler.Temperature, sampler.TopK, sampler.TopP) = (0.7, 12, 0.95);
        int[] text = new int[200];
        for (int i = 0, symbol = 0; i < text.Length; i++)
            text[i] = symbol = sampler.Next(symbol);
        return text;
    }
}
