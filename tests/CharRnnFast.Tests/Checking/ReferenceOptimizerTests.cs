using CharRnnFast.Checking;
using CharRnnFast.Model;
using Xunit;

namespace CharRnnFast.Tests.Checking;

/// <summary>The first updates, worked out by hand.</summary>
public sealed class ReferenceOptimizerTests
{
    [Fact]
    public void AGradientIsClippedFirst()
    {
        Assert.Equal(UpdateOnce(Optimizer.Adagrad, -5), UpdateOnce(Optimizer.Adagrad, -7));
        Assert.Equal(-0.5 * 3 / Math.Sqrt(9 + 1e-8), UpdateOnce(Optimizer.Adagrad, 3));
    }

    [Fact]
    public void AGradientThatIsNotANumberStaysSo() => Assert.Equal(double.NaN, UpdateOnce(Optimizer.Adagrad, double.NaN));

    [Theory]
    [InlineData(Optimizer.Adagrad)]
    [InlineData(Optimizer.Rmsprop)]
    [InlineData(Optimizer.Adam)]
    public void AWeightWithoutGradientStays(Optimizer optimizer) => Assert.Equal(0, UpdateOnce(optimizer, 0));

    [Fact]
    public void RmspropForgetsOldGradients()
    {
        ReferenceOptimizer optimizer = new(Optimizer.Rmsprop, learningRate: 0.5, clip: 5);
        double[][] weight = [[0]];
        optimizer.Update(weight, [[2]]);
        double first = -0.5 * 2 / (Math.Sqrt(0.05 * 4) + 1e-8);
        Assert.Equal(first, weight[0][0], 1e-15);
        optimizer.Update(weight, [[1]]);
        Assert.Equal(first - (0.5 * 1 / (Math.Sqrt((0.95 * 0.2) + 0.05) + 1e-8)), weight[0][0], 1e-15);
    }

    [Fact]
    public void AdamDividesItsAveragesByWhatTheyHaveSeen()
    {
        // Gradients that do not change: both averages, so divided, are the gradient and its square from the first update on.
        ReferenceOptimizer optimizer = new(Optimizer.Adam, learningRate: 0.5, clip: 5);
        double[][] weight = [[0]];
        for (int update = 1; update <= 3; update++)
        {
            optimizer.Update(weight, [[2]]);
            Assert.Equal(-update * 0.5 * 2 / (2 + 1e-8), weight[0][0], 1e-12);
        }
    }

    private static double UpdateOnce(Optimizer optimizer, double gradient)
    {
        double[][] weight = [[0]];
        new ReferenceOptimizer(optimizer, learningRate: 0.5, clip: 5).Update(weight, [[gradient]]);
        return weight[0][0];
    }
}
