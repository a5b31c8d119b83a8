using CharRnnFast.Model;
using static CharRnnFast.Numerics.ElementaryFunctions;

namespace CharRnnFast.Checking;

/// <summary>
/// A network of L layers of one cell and the softmax over the symbols, for one stream, with plain loops in float64: the bottom layer reads
/// one-hot symbols, every other layer the output of the one below it, and the last layer's output makes the logits. The kernels compute the
/// same in float32 and are checked against this class. A model of B streams is this network once for each: its loss and gradients are the
/// streams' means.
/// </summary>
internal sealed class ReferenceNetwork
{
    private readonly int _hiddenSize;
    private readonly int _vocabSize;
    private readonly ReferenceLayer[] _layers;
    private readonly double[][] _outputWeights;
    private readonly double[][] _outputBias;
    private double[][] _outputWeightsGradient;
    private double[][] _outputBiasGradient;

    // Of the last forward pass: each layer's output as passed upward [L][T][H], its dropout, and the distributions [T][V].
    private double[][][] _passedUp = [];
    private double[][][]? _dropout;
    private double[][] _p = [];

    /// <summary>A network whose weights and states are 0.</summary>
    /// <param name="cell">Of every layer.</param>
    /// <param name="layers">L.</param>
    /// <param name="hiddenSize">H.</param>
    /// <param name="vocabSize">V.</param>
    public ReferenceNetwork(Cell cell, int layers, int hiddenSize, int vocabSize)
    {
        (_hiddenSize, _vocabSize) = (hiddenSize, vocabSize);
        _layers = new ReferenceLayer[layers];
        for (int layer = 0; layer < layers; layer++)
            _layers[layer] = NewLayer(cell, layer == 0 ? vocabSize : hiddenSize, hiddenSize);
        (_outputWeights, _outputBias) = NewHead();
        (_outputWeightsGradient, _outputBiasGradient) = NewHead();
        List<(TensorRole Role, int Layer)> tensors = [];
        for (int layer = 0; layer < layers; layer++)
            for (TensorRole role = TensorRole.InputWeights; role <= TensorRole.RecurrentBias; role++)
                if (role != TensorRole.RecurrentBias || cell == Cell.Gru)
                    tensors.Add((role, layer));
        Tensors = [.. tensors, (TensorRole.OutputWeights, 0), (TensorRole.OutputBias, 0)];
    }

    /// <summary>
    /// Every parameter: layer by layer the input weights, recurrent weights, bias and, for a GRU, recurrent bias; then the output's two, as
    /// of layer 0.
    /// </summary>
    public IReadOnlyList<(TensorRole Role, int Layer)> Tensors { get; }

    /// <summary>Hidden states before the sequence, [L][H].</summary>
    public double[][] HiddenState
    {
        get => Array.ConvertAll(_layers, layer => layer.HiddenState);
        set => ForEachLayer(value, (layer, state) => layer.HiddenState = state);
    }

    /// <summary>Cell states before the sequence, [L][H]; only an LSTM uses them.</summary>
    public double[][] CellState
    {
        get => Array.ConvertAll(_layers, layer => layer.CellState);
        set => ForEachLayer(value, (layer, state) => layer.CellState = state);
    }

    /// <summary>Hidden states after the last step of <see cref="Forward"/>, [L][H].</summary>
    public double[][] FinalHiddenState => Array.ConvertAll(_layers, layer => layer.Outputs[^1]);

    /// <summary>Cell states after the last step of <see cref="Forward"/>, [L][H]; those before it if the cell has none.</summary>
    public double[][] FinalCellState => Array.ConvertAll(_layers, layer => layer.FinalCellState);

    /// <summary>The rows of all parameters, in the order of <see cref="Tensors"/>.</summary>
    public double[][] ParameterRows => [.. Tensors.SelectMany(tensor => Parameter(tensor.Role, tensor.Layer))];

    /// <summary>The rows of all gradients, in the order of <see cref="Tensors"/>.</summary>
    public double[][] GradientRows => [.. Tensors.SelectMany(tensor => Gradient(tensor.Role, tensor.Layer))];

    /// <summary>
    /// The rows of a parameter, which may be written: weights of a layer [G*H][V or H] and [G*H][H], biases of a layer [G][H], output
    /// weights [V][H], output bias [1][V].
    /// </summary>
    /// <param name="role">One of those in <see cref="Tensors"/>.</param>
    /// <param name="layer">From 0, the bottom one; 0 for the output's.</param>
    public double[][] Parameter(TensorRole role, int layer) => role switch
    {
        TensorRole.OutputWeights => _outputWeights,
        TensorRole.OutputBias => _outputBias,
        _ => _layers[layer].Weights[role],
    };

    /// <summary>
    /// The gradient of the loss with respect to a parameter, in its shape, after <see cref="Backward"/>, which makes new arrays each time.
    /// </summary>
    /// <param name="role">One of those in <see cref="Tensors"/>.</param>
    /// <param name="layer">From 0, the bottom one; 0 for the output's.</param>
    public double[][] Gradient(TensorRole role, int layer) => role switch
    {
        TensorRole.OutputWeights => _outputWeightsGradient,
        TensorRole.OutputBias => _outputBiasGradient,
        _ => _layers[layer].Gradients[role],
    };

    /// <summary>Forward pass over T symbols; weights and states stay. Returns the loss in nats, summed over T.</summary>
    /// <param name="inputs">x_t, T symbols.</param>
    /// <param name="targets">x_{t+1}, T symbols.</param>
    /// <param name="dropout">
    /// What each layer's output is multiplied by on its way up, the last layer's too: 0 or 1/(1-P) for each unit, [L][T][H]; none if null.
    /// </param>
    public double Forward(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets, double[][][]? dropout = null)
    {
        _dropout = dropout;
        _passedUp = new double[_layers.Length][][];

        // Dropout is for the copy that is passed upward: the layer's own state goes from step to step whole.
        _layers[0].Forward(inputs);
        _passedUp[0] = Drop(0, _layers[0].Outputs);
        for (int layer = 1; layer < _layers.Length; layer++)
        {
            _layers[layer].Forward(_passedUp[layer - 1]);
            _passedUp[layer] = Drop(layer, _layers[layer].Outputs);
        }

        if (_p.Length != inputs.Length) _p = MatrixProduct.Zeros(inputs.Length, _vocabSize);
        double loss = 0;
        for (int t = 0; t < inputs.Length; t++)
        {
            // p_t = softmax(Why h_t + by); the loss of a step is the surprise at the symbol that came, -ln p_t[x_{t+1}].
            double[] p = _p[t];
            _outputBias[0].CopyTo(p, 0);
            MatrixProduct.AddTimes(p, _outputWeights, _passedUp[^1][t]);
            Softmax(p);
            loss -= NaturalLogarithm(p[targets[t]]);
        }

        return loss;
    }

    /// <summary>Backward pass through the steps of the last <see cref="Forward"/>, with the same symbols and its dropout.</summary>
    /// <param name="inputs">x_t, T symbols.</param>
    /// <param name="targets">x_{t+1}, T symbols.</param>
    public void Backward(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets)
    {
        (_outputWeightsGradient, _outputBiasGradient) = NewHead();
        double[][] dh = MatrixProduct.Zeros(targets.Length, _hiddenSize);
        for (int t = 0; t < targets.Length; t++)
        {
            // loss = -y[k] + ln sum_v exp(y[v]) for the target k. The derivative of the second term by y[v] is exp(y[v]) / sum = p[v],
            // that of the first -1 where v = k: together p - onehot(k).
            double[] dy = [.. _p[t]];
            dy[targets[t]] -= 1;

            // y[v] = sum_j Why[v,j] h[j] + by[v], so the derivative of y[v] by Why[v,j] is h[j], and by by[v] it is 1.
            MatrixProduct.AddOuter(_outputWeightsGradient, dy, _passedUp[^1][t]);
            MatrixProduct.Add(_outputBiasGradient[0], dy);

            // h[j] acts on the loss through every y[v], by Why[v,j]. The chain rule sums over v, the rows: Why' dy.
            MatrixProduct.AddTransposedTimes(dh[t], _outputWeights, dy);
        }

        // What is passed up is factor * h, so the derivative by h is the factor. What a layer reads is what the layer below passes up.
        for (int layer = _layers.Length - 1; layer > 0; layer--)
            dh = _layers[layer].Backward(_passedUp[layer - 1], Drop(layer, dh));
        _layers[0].Backward(inputs, Drop(0, dh));
    }

    private static ReferenceLayer NewLayer(Cell cell, int inputSize, int hiddenSize) => cell switch
    {
        Cell.Rnn => new ReferenceTanhLayer(inputSize, hiddenSize),
        Cell.Gru => new ReferenceGruLayer(inputSize, hiddenSize),
        Cell.Lstm => new ReferenceLstmLayer(inputSize, hiddenSize),
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "a cell is needed"),
    };

    // In place. Subtracting the maximum changes no quotient and keeps exp from overflowing.
    private static void Softmax(double[] y)
    {
        double max = y.Max(), sum = 0;
        foreach (ref double value in y.AsSpan()) sum += value = Exp(value - max);
        foreach (ref double value in y.AsSpan()) value /= sum;
    }

    private (double[][] Weights, double[][] Bias) NewHead() =>
        (MatrixProduct.Zeros(_vocabSize, _hiddenSize), MatrixProduct.Zeros(1, _vocabSize));

    private double[][] Drop(int layer, double[][] rows)
    {
        if (_dropout is not { } dropout)
            return rows;
        double[][] dropped = MatrixProduct.Zeros(rows.Length, _hiddenSize);
        for (int t = 0; t < rows.Length; t++)
            for (int j = 0; j < _hiddenSize; j++)
                dropped[t][j] = dropout[layer][t][j] * rows[t][j];
        return dropped;
    }

    private void ForEachLayer(double[][] states, Action<ReferenceLayer, double[]> set)
    {
        for (int layer = 0; layer < _layers.Length; layer++)
            set(_layers[layer], states[layer]);
    }
}
