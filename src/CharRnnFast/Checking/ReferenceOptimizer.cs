using CharRnnFast.Model;

namespace CharRnnFast.Checking;

/// <summary>
/// What a training step does with the gradients, in float64: clips them elementwise, then updates the weights by one of the optimizers.
/// The memory starts at 0.
/// </summary>
/// <param name="optimizer">Its formula.</param>
/// <param name="learningRate">lr.</param>
/// <param name="clip">Bound of a gradient element's magnitude.</param>
internal sealed class ReferenceOptimizer(Optimizer optimizer, double learningRate, double clip)
{
    // Per row of weights: the sum or the moving average of g*g, and Adam's moving average of g.
    private double[][] _squares = [];
    private double[][] _means = [];

    // 0.9^n and 0.999^n after n updates.
    private double _meanDecay = 1;
    private double _squareDecay = 1;

    /// <summary>One update of all weights.</summary>
    /// <param name="weights">Rows of weights, the same ones in each call.</param>
    /// <param name="gradients">Their gradients, averaged over the streams, not clipped; they stay.</param>
    public void Update(double[][] weights, double[][] gradients)
    {
        if (_squares.Length == 0)
        {
            _squares = Array.ConvertAll(weights, row => new double[row.Length]);
            _means = Array.ConvertAll(weights, row => new double[row.Length]);
        }

        _meanDecay *= 0.9;
        _squareDecay *= 0.999;
        for (int row = 0; row < weights.Length; row++)
        {
            (double[] w, double[] mean, double[] square) = (weights[row], _means[row], _squares[row]);
            for (int i = 0; i < w.Length; i++)
            {
                // Clipping bounds a step into a steep wall.
                double g = Math.Clamp(gradients[row][i], -clip, clip);
                w[i] -= learningRate * (optimizer switch
                {
                    Optimizer.Adagrad => Adagrad(g, ref square[i]),
                    Optimizer.Rmsprop => Rmsprop(g, ref square[i]),
                    Optimizer.Adam => Adam(g, ref mean[i], ref square[i]),
                    _ => throw new ArgumentOutOfRangeException(nameof(optimizer), optimizer, "an optimizer is needed"),
                });
            }
        }
    }

    // A weight's own learning rate falls with the gradients it has seen.
    private static double Adagrad(double g, ref double m)
    {
        m += g * g;
        return g / Math.Sqrt(m + 1e-8);
    }

    // As Adagrad, but old gradients are forgotten: an average over about the last 20.
    private static double Rmsprop(double g, ref double s)
    {
        s = (0.95 * s) + (0.05 * (g * g));
        return g / (Math.Sqrt(s) + 1e-8);
    }

    // The gradient's average over its root mean square. Both averages started at 0: after n updates they have seen gradients of the share
    // 1 - 0.9^n and 1 - 0.999^n, by which they are divided.
    private double Adam(double g, ref double m, ref double v)
    {
        m = (0.9 * m) + (0.1 * g);
        v = (0.999 * v) + (0.001 * (g * g));
        return m / (1 - _meanDecay) / (Math.Sqrt(v / (1 - _squareDecay)) + 1e-8);
    }
}
