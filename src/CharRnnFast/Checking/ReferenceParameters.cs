using CharRnnFast.Model;

namespace CharRnnFast.Checking;

/// <summary>
/// One float64 number for each weight of a model: the weights themselves, their gradient, or their Adagrad memory. All start at 0.
/// </summary>
/// <param name="hiddenSize">H.</param>
/// <param name="vocabSize">V.</param>
internal sealed class ReferenceParameters(int hiddenSize, int vocabSize)
{
    /// <summary>Input weights, H rows of V.</summary>
    public double[][] Wxh { get; } = Matrix(hiddenSize, vocabSize);

    /// <summary>Recurrent weights, H rows of H.</summary>
    public double[][] Whh { get; } = Matrix(hiddenSize, hiddenSize);

    /// <summary>Output weights, V rows of H.</summary>
    public double[][] Why { get; } = Matrix(vocabSize, hiddenSize);

    /// <summary>Hidden bias, one row of H.</summary>
    public double[][] Bh { get; } = Matrix(1, hiddenSize);

    /// <summary>Output bias, one row of V.</summary>
    public double[][] By { get; } = Matrix(1, vocabSize);

    /// <summary>The rows of one of the five parameters; a bias is one row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a parameter.</exception>
    public double[][] this[TensorRole role] => role switch
    {
        TensorRole.InputWeights => Wxh,
        TensorRole.RecurrentWeights => Whh,
        TensorRole.OutputWeights => Why,
        TensorRole.Bias => Bh,
        TensorRole.OutputBias => By,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "one of the five parameters is needed"),
    };

    /// <summary>The rows of all five parameters.</summary>
    public double[][] Rows => [.. Wxh, .. Whh, .. Why, .. Bh, .. By];

    private static double[][] Matrix(int rows, int columns) => Array.ConvertAll(new double[rows][], _ => new double[columns]);
}
