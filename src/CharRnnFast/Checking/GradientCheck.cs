using CharRnnFast.Model;
using CharRnnFast.Random;

namespace CharRnnFast.Checking;

/// <summary>
/// Compares analytic float32 gradients with central differences of the float64 <see cref="ReferenceNetwork"/>'s loss, at drawn weights,
/// states and symbols, and with the dropout of a run's first step.
/// </summary>
internal sealed class GradientCheck
{
    private const int ElementsPerParameter = 200;

    // Error of a central difference of fourth order: about 1e-13 from the fifth derivative, and 1e-15 * loss / Step = 1e-11 from rounding.
    // One of second order has no step at which the lowest of eight LSTM layers, whose gradients are small, is told from its error.
    private const double Step = 1e-3;

    private readonly IGradientSource _source;
    private readonly ModelShape _shape;
    private readonly TensorSpec[] _tensors;
    private readonly TensorSpec[] _parameters;
    private readonly ReferenceNetwork _reference;
    private readonly double[][] _hiddenStates;
    private readonly double[][] _cellStates;
    private readonly double[][][][] _dropout;
    private readonly int[] _inputs;
    private readonly int[] _targets;
    private Xoshiro256StarStar _random;

    private GradientCheck(IGradientSource source, ulong seed)
    {
        _source = source;
        _shape = source.Shape;
        _random = new(seed);
        _tensors = TensorTable.Of(_shape).ToArray();
        _parameters = Array.FindAll(
            _tensors, tensor => tensor.Tensor.IsParameter && TensorTable.IsTrained(source.Shape, tensor.Tensor.Role));
        _reference = new(_shape.Cell, _shape.Layers, _shape.HiddenSize, _shape.VocabSize);
        _hiddenStates = Matrix(_shape.Layers * _shape.BatchSize, _shape.HiddenSize);
        _cellStates = Matrix(_shape.Layers * _shape.BatchSize, _shape.HiddenSize);
        _dropout = _shape.Dropout == 0 ? [] : Array.ConvertAll(new double[_shape.BatchSize][][][], _ => Factors());
        if (_shape.Dropout != 0) FillDropout();
        _inputs = DrawSymbols();
        _targets = DrawSymbols();
    }

    /// <summary>Runs the check: one result for each parameter, of up to 200 drawn elements each.</summary>
    /// <param name="source">The gradients to examine; its weights and states are overwritten.</param>
    /// <param name="seed">Seed of all that is drawn.</param>
    public static IReadOnlyList<ParameterGradientError> Run(IGradientSource source, long seed)
    {
        GradientCheck check = new(source, (ulong)seed);
        check.DrawModel();
        source.ComputeGradients(check._inputs, check._targets);
        return Array.ConvertAll(check._parameters, check.Compare);
    }

    /// <summary>Bytes, about, that a check takes besides its source: the float64 network, its gradients, and what dropout keeps.</summary>
    public static long BytesFor(in ModelShape shape)
    {
        long units = (long)shape.Layers * shape.SequenceLength * shape.HiddenSize;
        long logits = (long)shape.SequenceLength * shape.VocabSize;
        long factors = shape.Dropout == 0 ? 0 : shape.BatchSize * units;
        return sizeof(double) * ((2L * shape.Parameters) + ((shape.Gates + 2) * units) + logits + factors);
    }

    // Weights large enough that every term of the gradients counts: at the size of fresh weights, tanh is nearly linear.
    private void DrawModel()
    {
        double bound = 1 / Math.Sqrt(_shape.HiddenSize);
        foreach (TensorSpec parameter in _parameters)
            Draw(parameter, RowsOf(parameter), parameter.Tensor == ModelTensor.Wxh ? 1 : bound);
        foreach (TensorSpec tensor in Array.FindAll(_tensors, tensor => tensor.Tensor.IsState))
            Draw(tensor, tensor.Tensor == ModelTensor.hprev ? _hiddenStates : _cellStates, 1);
    }

    // Uniform in [-bound, bound), rounded to float32 so that both models hold the same numbers.
    private void Draw(TensorSpec tensor, double[][] rows, double bound)
    {
        float[] values = new float[tensor.Columns];
        for (int row = FirstRow(tensor); row < rows.Length; row++)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)(bound * ((2 * _random.Uniform()) - 1));
                rows[row][i] = values[i];
            }

            _source.WriteRow(tensor, row, values);
        }
    }

    private double[][] RowsOf(TensorSpec parameter) => _reference.Parameter(parameter.Tensor.Role, parameter.Tensor.Layer);

    // Of a GRU's recurrent bias only the last gate's row is trained.
    private static int FirstRow(TensorSpec tensor) => tensor.Tensor.Role == TensorRole.RecurrentBias ? tensor.Rows - 1 : 0;

    private ParameterGradientError Compare(TensorSpec parameter)
    {
        double[][] rows = RowsOf(parameter);
        float[] gradientRow = new float[parameter.Columns];
        List<(double Analytic, double Numeric)> elements = [];
        foreach ((int row, int column) in DrawElements(parameter))
        {
            _source.ReadGradientRow(parameter, row, gradientRow);
            elements.Add((gradientRow[column], CentralDifference(ref rows[row][column])));
        }

        double floor = 1e-3 * elements.Max(element => Math.Abs(element.Numeric));
        double[] errors = [.. elements.Select(element => Error(element.Analytic, element.Numeric, floor))];
        Array.Sort(errors);

        // NaN sorts first: a gradient that is not a number must not hide behind the others.
        return new(parameter, errors.Length, errors[errors.Length / 2], double.IsNaN(errors[0]) ? double.NaN : errors[^1]);
    }

    private static double Error(double analytic, double numeric, double floor)
    {
        double difference = Math.Abs(analytic - numeric);
        return difference == 0 ? 0 : difference / Math.Max(Math.Abs(analytic) + Math.Abs(numeric), floor);
    }

    private double CentralDifference(ref double weight)
    {
        double near = Difference(ref weight, Step), far = Difference(ref weight, 2 * Step);
        return ((8 * near) - far) / (12 * Step);
    }

    // loss(w + step) - loss(w - step).
    private double Difference(ref double weight, double step)
    {
        double value = weight;
        weight = value + step;
        double above = Loss();
        weight = value - step;
        double below = Loss();
        weight = value;
        return above - below;
    }

    // Mean over the streams.
    private double Loss()
    {
        double sum = 0;
        for (int stream = 0; stream < _shape.BatchSize; stream++)
        {
            _reference.HiddenState = StateOf(_hiddenStates, stream);
            _reference.CellState = StateOf(_cellStates, stream);
            double[][][]? dropout = _shape.Dropout == 0 ? null : _dropout[stream];
            sum += _reference.Forward(StreamOf(_inputs, stream), StreamOf(_targets, stream), dropout);
        }

        return sum / _shape.BatchSize;
    }

    private double[][] StateOf(double[][] states, int stream)
    {
        double[][] state = new double[_shape.Layers][];
        for (int layer = 0; layer < state.Length; layer++) state[layer] = states[(layer * _shape.BatchSize) + stream];
        return state;
    }

    private int[] StreamOf(int[] symbols, int stream) =>
        [.. Enumerable.Range(0, _shape.SequenceLength).Select(t => symbols[(t * _shape.BatchSize) + stream])];

    // [L][T][H] of a stream.
    private double[][][] Factors() =>
        Array.ConvertAll(new double[_shape.Layers][][], _ => Matrix(_shape.SequenceLength, _shape.HiddenSize));

    private void FillDropout()
    {
        DropoutMask mask = new(_shape.Dropout, seed: 0, iteration: 0);
        float[] row = new float[_shape.HiddenSize];
        for (int stream = 0; stream < _shape.BatchSize; stream++)
            for (int layer = 0; layer < _shape.Layers; layer++)
                for (int t = 0; t < _shape.SequenceLength; t++)
                {
                    mask.Fill(layer, t, stream, row);
                    _dropout[stream][layer][t] = Array.ConvertAll(row, factor => (double)factor);
                }
    }

    // All elements, or drawn ones. Only the columns of the first layer's input weights whose symbols occur have a gradient: three draws in
    // four are from those.
    private IEnumerable<(int Row, int Column)> DrawElements(TensorSpec parameter)
    {
        int first = FirstRow(parameter), rows = parameter.Rows - first, columns = parameter.Columns;
        if (rows * columns <= ElementsPerParameter)
            return Enumerable.Range(0, rows * columns).Select(i => (first + (i / columns), i % columns));

        HashSet<(int Row, int Column)> drawn = [];
        for (int i = 0; i < ElementsPerParameter; i++)
        {
            bool occurs = parameter.Tensor == ModelTensor.Wxh && i % 4 != 0;
            drawn.Add((first + DrawBelow(rows), occurs ? _inputs[DrawBelow(_inputs.Length)] : DrawBelow(columns)));
        }

        return drawn;
    }

    private int[] DrawSymbols() =>
        [.. Enumerable.Range(0, _shape.SequenceLength * _shape.BatchSize).Select(_ => DrawBelow(_shape.VocabSize))];

    private int DrawBelow(int bound) => (int)(_random.Uniform() * bound);

    private static double[][] Matrix(int rows, int columns) => Array.ConvertAll(new double[rows][], _ => new double[columns]);
}
