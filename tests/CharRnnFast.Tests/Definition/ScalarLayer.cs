using CharRnnFast.Model;
using static CharRnnFast.Tests.Definition.Scalar;

namespace CharRnnFast.Tests.Definition;

/// <summary>
/// One layer's weights and its recurrences over one stream. Gates stand in PyTorch's order: lstm i f g o, gru r z n; a fourth array of a
/// gru's gates is q = Un h' + bu, and its gradient.
/// </summary>
internal sealed class ScalarLayer(ModelShape shape, int layer)
{
    private const int Candidate = 2;
    private const int Product = 3;

    private readonly int _inputs = layer == 0 ? shape.VocabSize : shape.HiddenSize;
    private readonly int _units = shape.HiddenSize;

    public ScalarParameter Input { get; } =
        new(shape.Gates * shape.HiddenSize, layer == 0 ? shape.VocabSize : shape.HiddenSize);

    public ScalarParameter Recurrent { get; } = new(shape.Gates * shape.HiddenSize, shape.HiddenSize);

    public ScalarParameter Bias { get; } = new(shape.Gates, shape.HiddenSize);

    /// <summary>A gru's bu.</summary>
    public ScalarParameter RecurrentBias { get; } = new(1, shape.HiddenSize);

    /// <summary>Steps of a stream from its states before them.</summary>
    /// <param name="symbols">Fed to the first layer.</param>
    /// <param name="below">The outputs of the layer below.</param>
    /// <param name="hidden">h before the first step.</param>
    /// <param name="cell">c before the first step.</param>
    public ScalarSequence Forward(int[] symbols, float[][]? below, float[] hidden, float[] cell)
    {
        ScalarSequence sequence = new(hidden, cell);
        for (int t = 0; t < symbols.Length; t++)
        {
            float[] h = sequence.Hidden[t];
            float[][] gates = new float[shape.Cell == Cell.Gru ? 4 : shape.Gates][];
            for (int gate = 0; gate < gates.Length; gate++)
                gates[gate] = [.. Units().Select(i => PreActivation(gate, i, symbols[t], below?[t], h, t))];
            Step(sequence, gates, h, sequence.Cells[t]);
        }

        return sequence;
    }

    /// <summary>Gradients of the gates' pre-activations, in place of the gates.</summary>
    /// <param name="sequence">The steps.</param>
    /// <param name="dAbove">Gradients into the outputs.</param>
    public void Backward(ScalarSequence sequence, float[][] dAbove)
    {
        float[] dCell = new float[_units];
        float[]? dHidden = null, update = null;
        for (int t = dAbove.Length - 1; t >= 0; t--)
        {
            float[][] gates = sequence.Gates[t];
            float[][]? next = dHidden == null ? null : sequence.Gates[t + 1];
            float[] dh = [.. dAbove[t]];
            if (shape.Cell == Cell.Gru && dHidden != null)
                dh = [.. Units().Select(j => Fma(dHidden![j], update![j], dAbove[t][j]))];
            if (next != null)
                dh = [.. Units().Select(j => FromNextStep(dh[j], next, j, t))];
            update = shape.Cell == Cell.Gru ? [.. gates[1]] : null;
            for (int i = 0; i < _units; i++)
                BackwardUnit(sequence, t, i, dh[i], dCell);
            dHidden = dh;
        }
    }

    /// <summary>Gradient into the outputs of the layer below at one step.</summary>
    public float[] InputGradient(float[][] dGates)
    {
        float[] result = new float[_inputs];
        for (int j = 0; j < _inputs; j++)
            for (int gate = 0; gate < shape.Gates; gate++)
                result[j] = Chain(result[j], Units(), i => Input.Values[(gate * _units) + i][j], i => dGates[gate][i]);
        return result;
    }

    /// <summary>The gradient that the recurrent weights and biases of a gate take: of a gru's last one that of q.</summary>
    public int RecurrentArray(int gate) => shape.Cell == Cell.Gru && gate == Candidate ? Product : gate;

    private IEnumerable<int> Units() => Enumerable.Range(0, _units);

    // min-char-rnn's network walks up for even t and down for odd t.
    private IEnumerable<int> Walk(int t) => shape.IsSeedNetwork && t % 2 == 1 ? Units().Reverse() : Units();

    private float PreActivation(int gate, int i, int symbol, float[]? below, float[] h, int t)
    {
        if (shape.Cell == Cell.Gru && gate == Product)
            return Chain(RecurrentBias.Values[0][i], Units(), j => Recurrent.Values[(Candidate * _units) + i][j], j => h[j]);
        float[] w = Input.Values[(gate * _units) + i];
        float bias = Bias.Values[gate][i];
        float a = below == null ? bias + w[symbol] : Chain(bias, Units(), j => w[j], j => below[j]);
        if (shape.Cell == Cell.Gru && gate == Candidate)
            return a;
        return Chain(a, Walk(t), j => Recurrent.Values[(gate * _units) + i][j], j => h[j]);
    }

    private void Step(ScalarSequence sequence, float[][] gates, float[] h, float[] c)
    {
        float[] hidden = new float[_units], cell = new float[_units], tanhCell = new float[_units];
        for (int i = 0; i < _units; i++)
        {
            switch (shape.Cell)
            {
                case Cell.Rnn:
                    hidden[i] = gates[0][i] = Tanh(gates[0][i]);
                    break;
                case Cell.Gru:
                    float r = gates[0][i] = Logistic(gates[0][i]), z = gates[1][i] = Logistic(gates[1][i]);
                    float n = gates[2][i] = Tanh(Fma(r, gates[Product][i], gates[2][i]));
                    hidden[i] = Fma(z, h[i] - n, n);
                    break;
                default:
                    float input = gates[0][i] = Logistic(gates[0][i]), forget = gates[1][i] = Logistic(gates[1][i]);
                    float g = gates[2][i] = Tanh(gates[2][i]), output = gates[3][i] = Logistic(gates[3][i]);
                    cell[i] = Fma(forget, c[i], input * g);
                    tanhCell[i] = Tanh(cell[i]);
                    hidden[i] = output * tanhCell[i];
                    break;
            }
        }

        sequence.Add(gates, hidden, cell, tanhCell);
    }

    private float FromNextStep(float dh, float[][] next, int j, int t)
    {
        for (int gate = 0; gate < shape.Gates; gate++)
            dh = Chain(dh, Walk(t), i => Recurrent.Values[(gate * _units) + i][j], i => next[RecurrentArray(gate)][i]);
        return dh;
    }

    private void BackwardUnit(ScalarSequence sequence, int t, int unit, float dh, float[] dCell)
    {
        float[][] gates = sequence.Gates[t];
        switch (shape.Cell)
        {
            case Cell.Rnn:
                gates[0][unit] = TanhSlope(gates[0][unit]) * dh;
                break;
            case Cell.Gru:
                (float r, float z, float n, float q) = (gates[0][unit], gates[1][unit], gates[2][unit], gates[3][unit]);
                float dn = TanhSlope(n) * (dh * (1 - z));
                gates[0][unit] = LogisticSlope(r) * (dn * q);
                gates[1][unit] = LogisticSlope(z) * (dh * (sequence.Hidden[t][unit] - n));
                gates[2][unit] = dn;
                gates[3][unit] = dn * r;
                break;
            default:
                (float i, float f, float g, float o) = (gates[0][unit], gates[1][unit], gates[2][unit], gates[3][unit]);
                float tanhCell = sequence.TanhCells[t][unit];
                float dc = Fma(dh * o, TanhSlope(tanhCell), dCell[unit]);
                gates[0][unit] = LogisticSlope(i) * (dc * g);
                gates[1][unit] = LogisticSlope(f) * (dc * sequence.Cells[t][unit]);
                gates[2][unit] = TanhSlope(g) * (dc * i);
                gates[3][unit] = LogisticSlope(o) * (dh * tanhCell);
                dCell[unit] = dc * f;
                break;
        }
    }
}
