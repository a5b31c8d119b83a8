using CharRnnFast.Kernels;

namespace CharRnnFast.Training;

/// <summary>The updates of a step's weights, from the activations and their gradients.</summary>
internal static class WeightUpdate<TKernel>
    where TKernel : struct, IRnnKernel
{
    /// <summary>Rows of Whh as it is stored, and of its transposed copy; <paramref name="rowBegin"/> is a multiple of 8.</summary>
    public static void Recurrent(in Buffers b, int rowBegin, int rowEnd)
    {
        if (b.FusesUpdates)
        {
            TKernel.UpdateRecurrentWeights(b, rowBegin, rowEnd);
        }
        else
        {
            TKernel.RecurrentGradient(b, rowBegin, rowEnd);
            TKernel.AdagradRecurrent(b, rowBegin, rowEnd);
        }

        TKernel.TransposeRecurrentWeights(b, rowBegin, rowEnd);
    }

    /// <summary>Rows of Why, and of its transposed copy; <paramref name="rowBegin"/> is a multiple of 8.</summary>
    public static void Output(in Buffers b, int rowBegin, int rowEnd)
    {
        if (b.FusesUpdates)
        {
            TKernel.UpdateOutputWeights(b, rowBegin, rowEnd);
        }
        else
        {
            TKernel.OutputGradient(b, rowBegin, rowEnd);
            TKernel.AdagradOutput(b, rowBegin, rowEnd);
        }

        TKernel.TransposeOutputWeights(b, rowBegin, rowEnd);
    }

    /// <summary>Rows of Wxh that occur, and the biases.</summary>
    public static void Input(in Buffers b)
    {
        TKernel.InputAndBiasGradients(b);
        TKernel.UpdateInputWeightsAndBiases(b);
    }
}
