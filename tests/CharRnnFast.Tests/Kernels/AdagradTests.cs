using CharRnnFast.Kernels;
using CharRnnFast.Model;
using Xunit;

namespace CharRnnFast.Tests.Kernels;

/// <summary>The update, element by element, against the formula in scalar float32.</summary>
public sealed class AdagradTests
{
    [Theory]
    [InlineData(100, 65, 25, 5f)]
    [InlineData(37, 17, 3, 0.01f)]
    public void UpdateFollowsTheFormula(int hidden, int vocab, int steps, float clip)
    {
        using DrawnModel model = new(RnnKernelTable.Native().Find(hidden, vocab)!, new(hidden, vocab, steps));
        model.Trainer.Clip = clip;
        model.Trainer.ComputeGradients();
        Dictionary<ModelTensor, float[][]> expected = DrawnModel.Parameters.ToDictionary(p => p, p => Updated(model, p, clip));

        model.Trainer.ApplyGradients();

        foreach (ModelTensor parameter in DrawnModel.Parameters)
            Assert.Equal(expected[parameter], model.Values(parameter));
    }

    // Memory starts at 0, so m = g*g.
    private static float[][] Updated(DrawnModel model, ModelTensor parameter, float clip) =>
    [
        .. model.Values(parameter).Zip(model.Gradient(parameter), (weights, gradients) =>
            weights.Zip(gradients, (w, gradient) =>
            {
                float g = Math.Clamp(gradient, -clip, clip);
                return w - (0.1f * g / MathF.Sqrt((g * g) + 1e-8f));
            }).ToArray()),
    ];
}
