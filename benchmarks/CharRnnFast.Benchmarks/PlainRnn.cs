using CharRnnFast.Random;

namespace CharRnnFast.Benchmarks;

/// <summary>The training step as one writes it without thinking of the machine: float32, rows of arrays, loops.</summary>
internal sealed class PlainRnn
{
    private readonly NormalDistribution _normal = new(1);
    private readonly Parameter _wxh, _whh, _why, _bh, _by;
    private readonly float[][] _hidden = Rows(Sizes.Steps + 1, Sizes.Hidden);
    private readonly float[][] _da = Rows(Sizes.Steps + 1, Sizes.Hidden);
    private readonly float[][] _dy = Rows(Sizes.Steps, Sizes.Vocab);

    public PlainRnn()
    {
        _wxh = new(Sizes.Vocab, Sizes.Hidden, ref _normal);
        _whh = new(Sizes.Hidden, Sizes.Hidden, ref _normal);
        _why = new(Sizes.Vocab, Sizes.Hidden, ref _normal);
        _bh = new(1, Sizes.Hidden, ref _normal);
        _by = new(1, Sizes.Vocab, ref _normal);
    }

    public int[] Inputs { get; } = new int[Sizes.Steps];

    public int[] Targets { get; } = new int[Sizes.Steps];

    public double Step()
    {
        ForwardRecurrence();
        double loss = 0;
        for (int t = 0; t < Sizes.Steps; t++)
            loss += Output(t);
        ClearGradients();
        for (int t = Sizes.Steps - 1; t >= 0; t--)
            BackwardStep(t);
        RecurrentGradient();
        foreach (Parameter parameter in (ReadOnlySpan<Parameter>)[_wxh, _whh, _why, _bh, _by])
            parameter.Update();
        _hidden[^1].CopyTo(_hidden[0], 0);
        return loss;
    }

    /// <summary>Row 0 of the hidden states is the one before the sequence.</summary>
    public void ForwardRecurrence()
    {
        for (int t = 0; t < Sizes.Steps; t++)
        {
            float[] previous = _hidden[t], next = _hidden[t + 1], embedding = _wxh.Weights[Inputs[t]];
            for (int i = 0; i < next.Length; i++)
            {
                float sum = embedding[i] + _bh.Weights[0][i];
                float[] row = _whh.Weights[i];
                for (int j = 0; j < row.Length; j++)
                    sum += row[j] * previous[j];
                next[i] = MathF.Tanh(sum);
            }
        }
    }

    public void RecurrentGradient()
    {
        _whh.ClearGradient();
        for (int t = 0; t < Sizes.Steps; t++)
            AddOuterProduct(_whh.Gradient, _da[t], _hidden[t]);
    }

    public void UpdateRecurrentWeights() => _whh.Update();

    private double Output(int t)
    {
        float[] y = _dy[t];
        for (int v = 0; v < y.Length; v++)
        {
            y[v] = _by.Weights[0][v];
            for (int j = 0; j < Sizes.Hidden; j++)
                y[v] += _why.Weights[v][j] * _hidden[t + 1][j];
        }

        float max = y.Max(), sum = 0;
        for (int v = 0; v < y.Length; v++)
            sum += y[v] = MathF.Exp(y[v] - max);
        for (int v = 0; v < y.Length; v++)
            y[v] /= sum;
        float p = y[Targets[t]];
        y[Targets[t]] -= 1;
        return -Math.Log(p);
    }

    private void ClearGradients()
    {
        foreach (Parameter parameter in (ReadOnlySpan<Parameter>)[_wxh, _why, _bh, _by])
            parameter.ClearGradient();
    }

    // da beyond the last step is a row of zeros.
    private void BackwardStep(int t)
    {
        float[] da = _da[t], h = _hidden[t + 1], dwxh = _wxh.Gradient[Inputs[t]];
        Array.Clear(da);
        AddTransposedProduct(da, _why.Weights, _dy[t]);
        AddTransposedProduct(da, _whh.Weights, _da[t + 1]);
        for (int i = 0; i < da.Length; i++)
        {
            da[i] *= 1 - (h[i] * h[i]);
            dwxh[i] += da[i];
            _bh.Gradient[0][i] += da[i];
        }

        AddOuterProduct(_why.Gradient, _dy[t], h);
        for (int v = 0; v < Sizes.Vocab; v++)
            _by.Gradient[0][v] += _dy[t][v];
    }

    private static void AddTransposedProduct(float[] sum, float[][] matrix, float[] vector)
    {
        for (int row = 0; row < vector.Length; row++)
            for (int column = 0; column < sum.Length; column++)
                sum[column] += matrix[row][column] * vector[row];
    }

    private static void AddOuterProduct(float[][] sum, float[] rows, float[] columns)
    {
        for (int row = 0; row < rows.Length; row++)
            for (int column = 0; column < columns.Length; column++)
                sum[row][column] += rows[row] * columns[column];
    }

    private static float[][] Rows(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new float[columns])];

    /// <summary>Weights, their gradient and their Adagrad memory.</summary>
    private sealed class Parameter
    {
        private readonly float[][] _memory;

        public Parameter(int rows, int columns, ref NormalDistribution normal)
        {
            Weights = Rows(rows, columns);
            Gradient = Rows(rows, columns);
            _memory = Rows(rows, columns);
            foreach (float[] row in Weights)
                foreach (ref float weight in row.AsSpan())
                    weight = (float)(0.01 * normal.Next());
        }

        public float[][] Weights { get; }

        public float[][] Gradient { get; }

        public void ClearGradient() => Array.ForEach(Gradient, Array.Clear);

        public void Update()
        {
            for (int row = 0; row < Weights.Length; row++)
                UpdateRow(Weights[row], Gradient[row], _memory[row]);
        }

        private static void UpdateRow(float[] w, float[] g, float[] m)
        {
            for (int i = 0; i < w.Length; i++)
            {
                float gradient = Math.Clamp(g[i], -5f, 5f);
                m[i] += gradient * gradient;
                w[i] -= 0.1f * gradient / MathF.Sqrt(m[i] + 1e-8f);
            }
        }
    }
}
