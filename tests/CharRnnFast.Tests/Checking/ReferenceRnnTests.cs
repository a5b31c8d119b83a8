using CharRnnFast.Checking;
using CharRnnFast.Random;
using Xunit;

namespace CharRnnFast.Tests.Checking;

/// <summary>What the reference model is besides its gradients, which the gradient check's tests cover.</summary>
public sealed class ReferenceRnnTests
{
    [Fact]
    public void ZeroWeightsGiveTheUniformDistribution()
    {
        ReferenceRnn model = new(hiddenSize: 4, vocabSize: 8);
        Assert.Equal(3 * Math.Log(8), model.Forward([0, 1, 2], [1, 2, 3]), 1e-14);
    }

    [Fact]
    public void LearnsAShortSequence()
    {
        ReferenceRnn model = new(hiddenSize: 10, vocabSize: 3);
        NormalDistribution normal = new(1);
        foreach (double[] row in model.Weights.Rows)
            foreach (ref double weight in row.AsSpan())
                weight = 0.1 * normal.Next();

        double loss = 0;
        for (int step = 0; step < 300; step++)
            loss = model.Step([0, 1, 1, 2, 0, 1], [1, 1, 2, 0, 1, 1], learningRate: 0.1, clip: 5);
        Assert.InRange(loss, 0, 0.1);
    }

    [Fact]
    public void AStepMovesTheHiddenStateAndFollowsAdagrad()
    {
        ReferenceRnn model = new(hiddenSize: 2, vocabSize: 3);
        model.Step([0], [1], learningRate: 0.1, clip: 0.5);

        // With all weights 0, dy = 1/3 - onehot(1); the element -2/3 is clipped to -1/2. Adagrad's first step is near the learning rate.
        double[] memory = model.Memory.By[0];
        Assert.Equal(1 / 9.0, memory[0], 1e-15);
        Assert.Equal(0.25, memory[1]);
        Assert.Equal(0.05 / Math.Sqrt(0.25 + 1e-8), model.Weights.By[0][1], 1e-15);
        Assert.Equal([0.0, 0.0], model.HiddenState);
    }
}
