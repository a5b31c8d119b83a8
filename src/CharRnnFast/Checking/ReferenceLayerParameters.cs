using CharRnnFast.Model;

namespace CharRnnFast.Checking;

/// <summary>
/// One float64 number for each weight of a hidden layer: the weights themselves, or their gradient. All start at 0. The gates' rows stand
/// one gate after another.
/// </summary>
/// <param name="gates">G.</param>
/// <param name="inputSize">Elements of the layer's input: V for the bottom layer, H for the others.</param>
/// <param name="hiddenSize">H.</param>
internal sealed class ReferenceLayerParameters(int gates, int inputSize, int hiddenSize)
{
    /// <summary>W, G*H rows of V or H.</summary>
    public double[][] InputWeights { get; } = MatrixProduct.Zeros(gates * hiddenSize, inputSize);

    /// <summary>U, G*H rows of H.</summary>
    public double[][] RecurrentWeights { get; } = MatrixProduct.Zeros(gates * hiddenSize, hiddenSize);

    /// <summary>b, G rows of H.</summary>
    public double[][] Bias { get; } = MatrixProduct.Zeros(gates, hiddenSize);

    /// <summary>G rows of H: the last gate's is the bu of a GRU, every other row stays 0.</summary>
    public double[][] RecurrentBias { get; } = MatrixProduct.Zeros(gates, hiddenSize);

    /// <summary>The rows of one of the four tensors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a hidden layer's.</exception>
    public double[][] this[TensorRole role] => role switch
    {
        TensorRole.InputWeights => InputWeights,
        TensorRole.RecurrentWeights => RecurrentWeights,
        TensorRole.Bias => Bias,
        TensorRole.RecurrentBias => RecurrentBias,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "a hidden layer's tensor is needed"),
    };

    /// <summary>The H rows of W of one gate.</summary>
    public ReadOnlySpan<double[]> InputWeightsOf(int gate) => InputWeights.AsSpan(gate * hiddenSize, hiddenSize);

    /// <summary>The H rows of U of one gate.</summary>
    public ReadOnlySpan<double[]> RecurrentWeightsOf(int gate) => RecurrentWeights.AsSpan(gate * hiddenSize, hiddenSize);
}
