using CharRnnFast.Random;
using static CharRnnFast.Benchmarks.ArrayParameter;

namespace CharRnnFast.Benchmarks;

/// <summary>The training step over rows of arrays, float32: what a kernel's operations are compared with, under the same names.</summary>
internal sealed class ArrayRnn<TLoops>
    where TLoops : struct, IVectorLoops
{
    private readonly NormalDistribution _normal = new(1);
    private readonly ArrayParameter _wxh, _whh, _why, _bh, _by;
    private readonly float[][] _whhTransposed, _whyTransposed;

    // Row 0 of the hidden states is the one before the sequence; da beyond the last step is a row of zeros.
    private readonly float[][] _hidden, _dHidden, _da, _logits;

    public ArrayRnn(int hidden)
    {
        _wxh = new(Sizes.Vocab, hidden, ref _normal);
        _whh = new(hidden, hidden, ref _normal);
        _why = new(Sizes.Vocab, hidden, ref _normal);
        _bh = new(1, hidden, ref _normal);
        _by = new(1, Sizes.Vocab, ref _normal);
        _whhTransposed = Rows(hidden, hidden);
        _whyTransposed = Rows(hidden, Sizes.Vocab);
        _hidden = Rows(Sizes.Steps + 1, hidden);
        _dHidden = Rows(Sizes.Steps, hidden);
        _da = Rows(Sizes.Steps + 1, hidden);
        _logits = Rows(Sizes.Steps, Sizes.Vocab);
    }

    public int[] Inputs { get; } = new int[Sizes.Steps];

    public int[] Targets { get; } = new int[Sizes.Steps];

    public double Step()
    {
        ForwardRecurrence();
        Logits();
        double loss = SoftmaxCrossEntropy();
        HiddenGradient();
        BackwardRecurrence();
        InputAndBiasGradients();
        UpdateRecurrentWeights();
        UpdateOutputWeights();
        UpdateInputWeightsAndBiases();
        _hidden[^1].CopyTo(_hidden[0], 0);
        return loss;
    }

    public void ForwardRecurrence()
    {
        for (int t = 0; t < Sizes.Steps; t++)
        {
            float[] next = _hidden[t + 1];
            _wxh.Weights[Inputs[t]].CopyTo(next, 0);
            TLoops.Add(next, _bh.Weights[0]);
            AddProduct(next, _whh.Weights, _hidden[t]);
            TLoops.Tanh(next);
        }
    }

    public void Logits()
    {
        for (int t = 0; t < Sizes.Steps; t++)
        {
            _by.Weights[0].CopyTo(_logits[t], 0);
            AddProduct(_logits[t], _why.Weights, _hidden[t + 1]);
        }
    }

    public void Softmax()
    {
        foreach (float[] row in _logits)
            TLoops.Softmax(row);
    }

    public double SoftmaxCrossEntropy()
    {
        Softmax();
        double loss = 0;
        for (int t = 0; t < Sizes.Steps; t++)
        {
            ref float p = ref _logits[t][Targets[t]];
            loss -= Math.Log(p);
            p -= 1;
        }

        return loss;
    }

    public void HiddenGradient()
    {
        for (int t = 0; t < Sizes.Steps; t++)
        {
            Array.Clear(_dHidden[t]);
            AddTransposedProduct(_dHidden[t], _why.Weights, _logits[t]);
        }
    }

    public void BackwardRecurrence()
    {
        for (int t = Sizes.Steps - 1; t >= 0; t--)
        {
            _dHidden[t].CopyTo(_da[t], 0);
            AddTransposedProduct(_da[t], _whh.Weights, _da[t + 1]);
            TLoops.MultiplyByTanhSlope(_da[t], _hidden[t + 1]);
        }
    }

    public void InputAndBiasGradients()
    {
        foreach (ArrayParameter parameter in (ReadOnlySpan<ArrayParameter>)[_wxh, _bh, _by])
            parameter.ClearGradient();
        for (int t = 0; t < Sizes.Steps; t++)
        {
            TLoops.Add(_wxh.Gradient[Inputs[t]], _da[t]);
            TLoops.Add(_bh.Gradient[0], _da[t]);
            TLoops.Add(_by.Gradient[0], _logits[t]);
        }
    }

    public void RecurrentGradient()
    {
        _whh.ClearGradient();
        for (int t = 0; t < Sizes.Steps; t++)
            AddOuterProduct(_whh.Gradient, _da[t], _hidden[t]);
    }

    public void OutputGradient()
    {
        _why.ClearGradient();
        for (int t = 0; t < Sizes.Steps; t++)
            AddOuterProduct(_why.Gradient, _logits[t], _hidden[t + 1]);
    }

    public void UpdateRecurrentWeights()
    {
        RecurrentGradient();
        AdagradRecurrent();
    }

    public void UpdateOutputWeights()
    {
        OutputGradient();
        AdagradOutput();
    }

    public void UpdateInputWeightsAndBiases()
    {
        _wxh.Adagrad<TLoops>();
        _bh.Adagrad<TLoops>();
        _by.Adagrad<TLoops>();
    }

    public void AdagradRecurrent() => _whh.Adagrad<TLoops>();

    public void AdagradOutput() => _why.Adagrad<TLoops>();

    public void TransposeRecurrentWeights() => Transpose(_whh.Weights, _whhTransposed);

    public void TransposeOutputWeights() => Transpose(_why.Weights, _whyTransposed);

    private static void AddProduct(float[] sum, float[][] matrix, float[] vector)
    {
        for (int row = 0; row < sum.Length; row++)
            sum[row] += TLoops.Dot(matrix[row], vector);
    }

    private static void AddTransposedProduct(float[] sum, float[][] matrix, float[] vector)
    {
        for (int row = 0; row < vector.Length; row++)
            TLoops.AddScaled(sum, matrix[row], vector[row]);
    }

    private static void AddOuterProduct(float[][] sum, float[] rows, float[] columns)
    {
        for (int row = 0; row < rows.Length; row++)
            TLoops.AddScaled(sum[row], columns, rows[row]);
    }

    private static void Transpose(float[][] source, float[][] destination)
    {
        for (int row = 0; row < source.Length; row++)
            for (int column = 0; column < destination.Length; column++)
                destination[column][row] = source[row][column];
    }
}
