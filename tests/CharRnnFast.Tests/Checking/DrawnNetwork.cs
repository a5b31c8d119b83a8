using CharRnnFast.Checking;
using CharRnnFast.Model;
using CharRnnFast.Random;

namespace CharRnnFast.Tests.Checking;

/// <summary>
/// A reference network whose weights, biases and states are drawn, large enough that every term of the gradients counts, with a sequence.
/// </summary>
internal sealed class DrawnNetwork
{
    public const int HiddenSize = 5;
    public const int VocabSize = 4;
    public const int Steps = 6;

    // Error of a central difference: about 1e-10 from the third derivative, and 1e-15 * loss / Difference = 1e-9 from rounding.
    private const double Difference = 1e-5;

    private readonly double[][][]? _dropout;
    private Xoshiro256StarStar _random = new(1);

    public DrawnNetwork(Cell cell, int layers, double dropout = 0)
    {
        Network = new(cell, layers, HiddenSize, VocabSize);
        foreach ((TensorRole role, int layer) in Network.Tensors)
            Draw(role == TensorRole.RecurrentBias ? Network.Parameter(role, layer)[^1..] : Network.Parameter(role, layer));
        Draw(Network.HiddenState);
        Draw(Network.CellState);
        Inputs = DrawSymbols();
        Targets = DrawSymbols();
        _dropout = dropout == 0 ? null : Masks(layers, new(dropout, seed: 1, iteration: 0));
    }

    public ReferenceNetwork Network { get; }

    public int[] Inputs { get; }

    public int[] Targets { get; }

    public double Loss() => Network.Forward(Inputs, Targets, _dropout);

    public void Backward()
    {
        Loss();
        Network.Backward(Inputs, Targets);
    }

    /// <summary>
    /// The largest difference between the gradients of a tensor and central differences of the loss; those of a GRU's bu alone.
    /// </summary>
    public double GradientError(TensorRole role, int layer)
    {
        double[][] weights = Network.Parameter(role, layer);
        double[][] gradients = Network.Gradient(role, layer);
        double max = 0;
        for (int row = role == TensorRole.RecurrentBias ? weights.Length - 1 : 0; row < weights.Length; row++)
            for (int column = 0; column < weights[row].Length; column++)
                max = Math.Max(max, Math.Abs(gradients[row][column] - CentralDifference(ref weights[row][column])));
        return max;
    }

    private static double[][][] Masks(int layers, DropoutMask mask)
    {
        float[] factors = new float[HiddenSize];
        double[][][] masks = new double[layers][][];
        for (int layer = 0; layer < layers; layer++)
        {
            masks[layer] = new double[Steps][];
            for (int t = 0; t < Steps; t++)
            {
                mask.Fill(layer, t, 0, factors);
                masks[layer][t] = Array.ConvertAll(factors, factor => (double)factor);
            }
        }

        return masks;
    }

    private double CentralDifference(ref double weight)
    {
        double value = weight;
        weight = value + Difference;
        double above = Loss();
        weight = value - Difference;
        double below = Loss();
        weight = value;
        return (above - below) / (2 * Difference);
    }

    private void Draw(double[][] rows)
    {
        foreach (double[] row in rows)
            foreach (ref double value in row.AsSpan())
                value = (2 * _random.Uniform()) - 1;
    }

    private int[] DrawSymbols()
    {
        int[] symbols = new int[Steps];
        foreach (ref int symbol in symbols.AsSpan())
            symbol = (int)(_random.Uniform() * VocabSize);
        return symbols;
    }
}
