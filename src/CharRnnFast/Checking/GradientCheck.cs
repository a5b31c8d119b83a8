using CharRnnFast.Model;
using CharRnnFast.Random;

namespace CharRnnFast.Checking;

/// <summary>
/// Compares analytic float32 gradients with central differences of the float64 <see cref="ReferenceRnn"/>'s loss, at drawn weights,
/// hidden state and symbols.
/// </summary>
internal sealed class GradientCheck
{
    private const int ElementsPerParameter = 200;

    // Error of a central difference: about 1e-10 from the third derivative, and 1e-15 * loss / Step = 1e-9 from rounding.
    private const double Step = 1e-5;

    private readonly IGradientSource _source;
    private readonly ModelShape _shape;
    private readonly TensorSpec[] _parameters;
    private readonly ReferenceRnn _reference;
    private readonly double[][] _hiddenStates;
    private readonly int[] _inputs;
    private readonly int[] _targets;
    private Xoshiro256StarStar _random;

    private GradientCheck(IGradientSource source, ulong seed)
    {
        _source = source;
        _shape = source.Shape;
        _random = new(seed);
        _parameters = [.. TensorTable.Of(_shape).Where(tensor => tensor.Tensor.IsParameter)];
        _reference = new(_shape.HiddenSize, _shape.VocabSize);
        _hiddenStates = Array.ConvertAll(new double[_shape.BatchSize][], _ => new double[_shape.HiddenSize]);
        _inputs = DrawSymbols();
        _targets = DrawSymbols();
    }

    /// <summary>Runs the check: one result for each of the five parameters, of up to 200 drawn elements each.</summary>
    /// <param name="source">The gradients to examine; its weights and hidden state are overwritten.</param>
    /// <param name="seed">Seed of all that is drawn.</param>
    public static IReadOnlyList<ParameterGradientError> Run(IGradientSource source, long seed)
    {
        GradientCheck check = new(source, (ulong)seed);
        check.DrawModel();
        source.ComputeGradients(check._inputs, check._targets);
        return Array.ConvertAll(check._parameters, check.Compare);
    }

    // Weights large enough that every term of the gradients counts: at the size of fresh weights, tanh is nearly linear.
    private void DrawModel()
    {
        double bound = 1 / Math.Sqrt(_shape.HiddenSize);
        foreach (TensorSpec parameter in _parameters)
            Draw(parameter, _reference.Weights[parameter.Tensor.Role], parameter.Tensor == ModelTensor.Wxh ? 1 : bound);

        Draw(TensorTable.Of(_shape).First(tensor => tensor.Tensor == ModelTensor.hprev), _hiddenStates, 1);
    }

    // Uniform in [-bound, bound), rounded to float32 so that both models hold the same numbers.
    private void Draw(TensorSpec tensor, double[][] rows, double bound)
    {
        float[] values = new float[rows[0].Length];
        for (int row = 0; row < rows.Length; row++)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)(bound * ((2 * _random.Uniform()) - 1));
                rows[row][i] = values[i];
            }

            _source.WriteRow(tensor, row, values);
        }
    }

    private ParameterGradientError Compare(TensorSpec parameter)
    {
        double[][] rows = _reference.Weights[parameter.Tensor.Role];
        float[] gradientRow = new float[rows[0].Length];
        List<(double Analytic, double Numeric)> elements = [];
        foreach ((int row, int column) in DrawElements(parameter.Tensor, rows.Length, gradientRow.Length))
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
        double value = weight;
        weight = value + Step;
        double above = Loss();
        weight = value - Step;
        double below = Loss();
        weight = value;
        return (above - below) / (2 * Step);
    }

    // Mean over the streams.
    private double Loss()
    {
        double sum = 0;
        for (int stream = 0; stream < _shape.BatchSize; stream++)
        {
            _reference.HiddenState = _hiddenStates[stream];
            sum += _reference.Forward(StreamOf(_inputs, stream), StreamOf(_targets, stream));
        }

        return sum / _shape.BatchSize;
    }

    private int[] StreamOf(int[] symbols, int stream) =>
        [.. Enumerable.Range(0, _shape.SequenceLength).Select(t => symbols[(t * _shape.BatchSize) + stream])];

    // All elements, or drawn ones. Only the columns of Wxh whose symbols occur have a gradient: three draws in four are from those.
    private IEnumerable<(int Row, int Column)> DrawElements(ModelTensor parameter, int rows, int columns)
    {
        if (rows * columns <= ElementsPerParameter)
            return Enumerable.Range(0, rows * columns).Select(i => (i / columns, i % columns));

        HashSet<(int Row, int Column)> drawn = [];
        for (int i = 0; i < ElementsPerParameter; i++)
        {
            bool occurs = parameter == ModelTensor.Wxh && i % 4 != 0;
            drawn.Add((DrawBelow(rows), occurs ? _inputs[DrawBelow(_inputs.Length)] : DrawBelow(columns)));
        }

        return drawn;
    }

    private int[] DrawSymbols() =>
        [.. Enumerable.Range(0, _shape.SequenceLength * _shape.BatchSize).Select(_ => DrawBelow(_shape.VocabSize))];

    private int DrawBelow(int bound) => (int)(_random.Uniform() * bound);
}
