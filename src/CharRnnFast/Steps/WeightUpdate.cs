using CharRnnFast.Model;

namespace CharRnnFast.Steps;

/// <summary>The updates of a step's weights, from the activations and their gradients.</summary>
internal static class WeightUpdate
{
    /// <summary>Rows of Whh as it is stored, and of its transposed copy; <paramref name="rowBegin"/> is a multiple of 8.</summary>
    public static void Recurrent(Kernel kernel, in Buffers b, int rowBegin, int rowEnd)
    {
        if (b.FusesUpdates)
        {
            kernel.UpdateRecurrentWeights(b, rowBegin, rowEnd);
        }
        else
        {
            kernel.RecurrentGradient(b, rowBegin, rowEnd);
            kernel.AdagradRecurrent(b, rowBegin, rowEnd);
        }

        kernel.TransposeRecurrentWeights(b, rowBegin, rowEnd);
    }

    /// <summary>Rows of Why, and of its transposed copy; <paramref name="rowBegin"/> is a multiple of 8.</summary>
    public static void Output(Kernel kernel, in Buffers b, int rowBegin, int rowEnd)
    {
        if (b.FusesUpdates)
        {
            kernel.UpdateOutputWeights(b, rowBegin, rowEnd);
        }
        else
        {
            kernel.OutputGradient(b, rowBegin, rowEnd);
            kernel.AdagradOutput(b, rowBegin, rowEnd);
        }

        kernel.TransposeOutputWeights(b, rowBegin, rowEnd);
    }

    /// <summary>Rows of Wxh that occur, and the biases.</summary>
    public static void Input(Kernel kernel, in Buffers b)
    {
        kernel.InputAndBiasGradients(b);
        kernel.UpdateInputWeightsAndBiases(b);
    }
}
