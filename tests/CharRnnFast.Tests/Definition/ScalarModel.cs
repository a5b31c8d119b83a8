using CharRnnFast.Model;
using CharRnnFast.Random;
using static CharRnnFast.Tests.Definition.Scalar;

namespace CharRnnFast.Tests.Definition;

/// <summary>
/// The definition of every result's bits once more, written from the formulas with plain loops over plain arrays: no padding, no
/// transposed copies, no tiles, one stream after the other. Takes its rules from src/CharRnnFast/Kernels/README.md and the comments of the
/// cells; shares with the library only tanh, exp, ln and the random numbers.
/// </summary>
internal sealed class ScalarModel
{
    private const int GroupStreams = 32;

    private readonly ModelShape _shape;
    private readonly ScalarLayer[] _layers;
    private readonly ScalarParameter _output;
    private readonly ScalarParameter _outputBias;
    private readonly ScalarOptimizer _optimizer;
    private readonly ScalarDropout _dropout;
    private readonly float[][][] _hidden;
    private readonly float[][][] _cells;
    private long _iteration;

    public ScalarModel(ModelShape shape, ulong seed, float learningRate, float clip)
    {
        _shape = shape;
        _layers = [.. Enumerable.Range(0, shape.Layers).Select(layer => new ScalarLayer(shape, layer))];
        _output = new(shape.VocabSize, shape.HiddenSize);
        _outputBias = new(1, shape.VocabSize);
        _optimizer = new(shape.Optimizer, learningRate, clip);
        _dropout = new(shape.Dropout, seed);
        (_hidden, _cells) = (States(), States());
        Initialize(seed);
    }

    /// <summary>A tensor's rows as a file has them; null: a recurrent bias that is not trained, all 0.</summary>
    public float[][]? Rows(ModelTensor tensor) => tensor.Role switch
    {
        TensorRole.InputWeights => _layers[tensor.Layer].Input.Of(tensor.Memory),
        TensorRole.RecurrentWeights => _layers[tensor.Layer].Recurrent.Of(tensor.Memory),
        TensorRole.Bias => _layers[tensor.Layer].Bias.Of(tensor.Memory),
        TensorRole.RecurrentBias when _shape.Cell != Cell.Gru => null,
        TensorRole.RecurrentBias =>
            [new float[_shape.HiddenSize], new float[_shape.HiddenSize], _layers[tensor.Layer].RecurrentBias.Of(tensor.Memory)[0]],
        TensorRole.OutputWeights => _output.Of(tensor.Memory),
        TensorRole.OutputBias => _outputBias.Of(tensor.Memory),
        TensorRole.HiddenState => [.. _hidden.SelectMany(streams => streams)],
        _ => [.. _cells.SelectMany(streams => streams)],
    };

    /// <summary>One training step.</summary>
    /// <param name="inputs">[B][T].</param>
    /// <param name="targets">[B][T].</param>
    public double Step(int[][] inputs, int[][] targets)
    {
        double loss = 0;
        ScalarSequence[][] sequences = new ScalarSequence[_shape.BatchSize][];
        float[][][] dLogits = new float[_shape.BatchSize][][];
        for (int stream = 0; stream < _shape.BatchSize; stream++)
        {
            sequences[stream] = Forward(stream, inputs[stream]);
            dLogits[stream] = [.. sequences[stream][^1].Outputs.Select(Logits)];
            foreach ((int t, float[] y) in dLogits[stream].Index())
                loss += CrossEntropy(y, targets[stream][t]);
            Backward(stream, sequences[stream], dLogits[stream]);
        }

        _optimizer.Begin();
        Update(inputs, sequences, dLogits);
        _iteration++;
        return loss / _shape.BatchSize;
    }

    private float[][][] States() => Array.ConvertAll(
        new float[_shape.Layers][][], _ => Array.ConvertAll(new float[_shape.BatchSize][], _ => new float[_shape.HiddenSize]));

    private void Initialize(ulong seed)
    {
        NormalDistribution normal = new(seed);
        Xoshiro256StarStar uniform = new(seed);
        double bound = Math.Sqrt(_shape.HiddenSize);
        IEnumerable<ScalarParameter> drawn = _layers.SelectMany(layer => (ScalarParameter[])[layer.Input, layer.Recurrent]).Append(_output);
        foreach (float[] row in drawn.SelectMany(parameter => parameter.Values))
            for (int i = 0; i < row.Length; i++)
                row[i] = (float)(_shape.IsSeedNetwork ? 0.01 * normal.Next() : ((2 * uniform.Uniform()) - 1) / bound);
        if (_shape.Cell == Cell.Lstm)
            foreach (ScalarLayer layer in _layers)
                Array.Fill(layer.Bias.Values[1], 1);
    }

    private ScalarSequence[] Forward(int stream, int[] inputs)
    {
        ScalarSequence[] sequences = new ScalarSequence[_shape.Layers];
        for (int layer = 0; layer < _shape.Layers; layer++)
        {
            float[][]? below = layer == 0 ? null : sequences[layer - 1].Outputs;
            ScalarSequence sequence = _layers[layer].Forward(inputs, below, _hidden[layer][stream], _cells[layer][stream]);
            sequence.Outputs = Drop([.. sequence.Hidden.Skip(1)], layer, stream);
            (_hidden[layer][stream], _cells[layer][stream]) = (sequence.Hidden[^1], sequence.Cells[^1]);
            sequences[layer] = sequence;
        }

        return sequences;
    }

    private float[] Logits(float[] h) => [.. Enumerable.Range(0, _shape.VocabSize).Select(
        v => Chain(_outputBias.Values[0][v], Units(), j => _output.Values[v][j], j => h[j]))];

    private void Backward(int stream, ScalarSequence[] sequences, float[][] dLogits)
    {
        float[][] dOutputs = Array.ConvertAll(dLogits, dy => Units().Select(
            j => Chain(0, Enumerable.Range(0, _shape.VocabSize), v => dy[v], v => _output.Values[v][j])).ToArray());
        for (int layer = _shape.Layers - 1; layer >= 0; layer--)
        {
            _layers[layer].Backward(sequences[layer], Drop(dOutputs, layer, stream));
            if (layer > 0)
                dOutputs = [.. sequences[layer].Gates.Select(_layers[layer].InputGradient)];
        }
    }

    private float[][] Drop(float[][] rows, int layer, int stream) => _shape.Dropout == 0
        ? rows
        : [.. rows.Select((row, t) => row.Zip(
            _dropout.Factors(_iteration, layer, t, stream, row.Length), (x, factor) => factor == 0 ? 0 : x * factor).ToArray())];

    private void Update(int[][] inputs, ScalarSequence[][] sequences, float[][][] dLogits)
    {
        int units = _shape.HiddenSize;
        for (int layer = 0; layer < _shape.Layers; layer++)
        {
            int l = layer;
            ScalarLayer weights = _layers[l];
            Func<int, int, float> inputOf = l == 0
                ? (element, at) => inputs[StreamOf(at)][StepOf(at)] == element ? 1 : 0
                : (element, at) => sequences[StreamOf(at)][l - 1].Outputs[StepOf(at)][element];
            weights.Input.Update(_optimizer, (row, column) => Gradient(
                at => Gate(at, row / units)[row % units], at => inputOf(column, at)));
            weights.Recurrent.Update(_optimizer, (row, column) => Gradient(
                at => Gate(at, weights.RecurrentArray(row / units))[row % units], at => Sequence(at).Hidden[StepOf(at)][column]));
            weights.Bias.Update(_optimizer, (gate, i) => Gradient(at => Gate(at, gate)[i], _ => 1));
            if (_shape.Cell == Cell.Gru)
                weights.RecurrentBias.Update(_optimizer, (_, i) => Gradient(at => Gate(at, 3)[i], _ => 1));

            ScalarSequence Sequence(int at) => sequences[StreamOf(at)][l];

            float[] Gate(int at, int gate) => Sequence(at).Gates[StepOf(at)][gate];
        }

        _output.Update(_optimizer, (v, j) => Gradient(
            at => dLogits[StreamOf(at)][StepOf(at)][v], at => sequences[StreamOf(at)][^1].Outputs[StepOf(at)][j]));
        _outputBias.Update(_optimizer, (_, v) => Gradient(at => dLogits[StreamOf(at)][StepOf(at)][v], _ => 1));
    }

    // In each group of streams a chain from +0, t ascending, within t streams ascending; then the groups pairwise; then the mean.
    private float Gradient(Func<int, float> x, Func<int, float> y)
    {
        float[] groups = new float[(_shape.BatchSize + GroupStreams - 1) / GroupStreams];
        for (int group = 0; group < groups.Length; group++)
            for (int t = 0; t < _shape.SequenceLength; t++)
                for (int b = group * GroupStreams; b < Math.Min((group + 1) * GroupStreams, _shape.BatchSize); b++)
                    groups[group] = Fma(x((t * _shape.BatchSize) + b), y((t * _shape.BatchSize) + b), groups[group]);
        for (int k = 1; k < groups.Length; k *= 2)
            for (int group = 0; group + k < groups.Length; group += 2 * k)
                groups[group] += groups[group + k];
        return _shape.BatchSize == 1 ? groups[0] : groups[0] * (1f / _shape.BatchSize);
    }

    private IEnumerable<int> Units() => Enumerable.Range(0, _shape.HiddenSize);

    private int StreamOf(int at) => at % _shape.BatchSize;

    private int StepOf(int at) => at / _shape.BatchSize;
}
