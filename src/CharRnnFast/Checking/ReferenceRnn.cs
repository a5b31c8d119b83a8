using static CharRnnFast.Numerics.ElementaryFunctions;

namespace CharRnnFast.Checking;

/// <summary>
/// The whole algorithm on one page: the character-level recurrent network of min-char-rnn, in its order, with plain loops in float64. The
/// generated kernels compute the same in float32; this class is what they are checked against, and the place to read what they do.
/// </summary>
/// <param name="hiddenSize">H.</param>
/// <param name="vocabSize">V.</param>
internal sealed class ReferenceRnn(int hiddenSize, int vocabSize)
{
    private double[][] _h = [];
    private double[][] _p = [];

    /// <summary>The weights.</summary>
    public ReferenceParameters Weights { get; } = new(hiddenSize, vocabSize);

    /// <summary>Gradient of the loss with respect to <see cref="Weights"/>, after <see cref="Backward"/>.</summary>
    public ReferenceParameters Gradients { get; private set; } = new(hiddenSize, vocabSize);

    /// <summary>Adagrad memory: for each weight the sum of its squared gradients.</summary>
    public ReferenceParameters Memory { get; } = new(hiddenSize, vocabSize);

    /// <summary>Hidden state h_{-1} before the sequence, [H].</summary>
    public double[] HiddenState { get; set; } = new double[hiddenSize];

    /// <summary>
    /// Forward pass over T symbols; the weights and <see cref="HiddenState"/> stay. Returns the loss in nats, summed over T.
    /// </summary>
    public double Forward(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets)
    {
        _h = new double[inputs.Length][];
        _p = new double[inputs.Length][];
        double loss = 0;
        for (int t = 0; t < inputs.Length; t++)
        {
            // h_t = tanh(Wxh onehot(x_t) + Whh h_{t-1} + bh): the product with a one-hot vector is a column of Wxh.
            _h[t] = Times(Weights.Whh, PreviousHidden(t));
            for (int i = 0; i < hiddenSize; i++)
                _h[t][i] = Tanh(Weights.Wxh[i][inputs[t]] + _h[t][i] + Weights.Bh[0][i]);

            // p_t = softmax(Why h_t + by); the loss of a step is the surprise at the symbol that came, -ln p_t[x_{t+1}].
            _p[t] = Softmax(Times(Weights.Why, _h[t]), Weights.By[0]);
            loss -= NaturalLogarithm(_p[t][targets[t]]);
        }

        return loss;
    }

    /// <summary>Backward pass through the steps of the last <see cref="Forward"/>, with the same symbols.</summary>
    public void Backward(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets)
    {
        Gradients = new(hiddenSize, vocabSize);

        // Truncated backpropagation: what the last hidden state does to later sequences is left out.
        double[] daNext = new double[hiddenSize];
        for (int t = inputs.Length - 1; t >= 0; t--)
        {
            // loss = -y[k] + ln sum_v exp(y[v]) for the target k. The derivative of the second term by y[v] is exp(y[v]) / sum = p[v],
            // that of the first -1 where v = k: together p - onehot(k).
            double[] dy = [.. _p[t]];
            dy[targets[t]] -= 1;

            // y[v] = sum_j Why[v,j] h[j] + by[v], so the derivative of y[v] by Why[v,j] is h[j], and by by[v] it is 1.
            AddOuterProduct(Gradients.Why, dy, _h[t]);
            Add(Gradients.By[0], dy);

            // h_t[j] acts on the loss through every y_t[v], by Why[v,j], and through every a_{t+1}[i], by Whh[i,j] (a is what tanh is
            // taken of). The chain rule sums over v and i, the rows: products with the transposed matrices, Why' dy + Whh' da_{t+1}.
            double[] da = TransposedTimes(Weights.Why, dy);
            Add(da, TransposedTimes(Weights.Whh, daNext));

            // h = tanh(a), and the derivative of tanh(a) is 1 - tanh(a)^2 = 1 - h*h.
            for (int i = 0; i < hiddenSize; i++)
            {
                da[i] *= 1 - (_h[t][i] * _h[t][i]);

                // a[i] = Wxh[i,x_t] + ...: the other columns of Wxh were multiplied by the zeros of the one-hot vector.
                Gradients.Wxh[i][inputs[t]] += da[i];
            }

            // a[i] = ... + sum_j Whh[i,j] h_{t-1}[j] + bh[i]. Every step uses the same weights, so the steps' gradients add up.
            AddOuterProduct(Gradients.Whh, da, PreviousHidden(t));
            Add(Gradients.Bh[0], da);
            daNext = da;
        }
    }

    /// <summary>
    /// One training step: forward, backward, clip, Adagrad; the hidden state moves on. Returns the loss before the update.
    /// </summary>
    public double Step(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets, double learningRate, double clip)
    {
        double loss = Forward(inputs, targets);
        Backward(inputs, targets);
        (double[][] weights, double[][] gradients, double[][] memory) = (Weights.Rows, Gradients.Rows, Memory.Rows);
        for (int row = 0; row < weights.Length; row++)
        {
            (double[] w, double[] g, double[] m) = (weights[row], gradients[row], memory[row]);
            for (int i = 0; i < w.Length; i++)
            {
                // Clipping bounds a step into a steep wall. Adagrad: a weight's own learning rate falls with the gradients it has seen.
                double gradient = Math.Clamp(g[i], -clip, clip);
                m[i] += gradient * gradient;
                w[i] -= learningRate * gradient / Math.Sqrt(m[i] + 1e-8);
            }
        }

        HiddenState = _h[^1];
        return loss;
    }

    private double[] PreviousHidden(int t) => t == 0 ? HiddenState : _h[t - 1];

    // Subtracting the maximum changes no quotient and keeps exp from overflowing.
    private static double[] Softmax(double[] y, double[] by)
    {
        Add(y, by);
        double max = y.Max();
        double[] p = [.. y.Select(value => Exp(value - max))];
        double sum = p.Sum();
        return [.. p.Select(value => value / sum)];
    }

    private static double[] Times(double[][] matrix, double[] vector) => [.. matrix.Select(row => DotProduct.Of(row, vector))];

    private static double[] TransposedTimes(double[][] matrix, double[] vector)
    {
        double[] product = new double[matrix[0].Length];
        for (int row = 0; row < matrix.Length; row++)
            for (int column = 0; column < product.Length; column++)
                product[column] += matrix[row][column] * vector[row];
        return product;
    }

    private static void AddOuterProduct(double[][] sum, double[] rows, double[] columns)
    {
        for (int row = 0; row < rows.Length; row++)
            for (int column = 0; column < columns.Length; column++)
                sum[row][column] += rows[row] * columns[column];
    }

    private static void Add(double[] sum, double[] terms)
    {
        for (int i = 0; i < sum.Length; i++)
            sum[i] += terms[i];
    }
}
