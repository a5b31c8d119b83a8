using CharRnnFast.Checking;
using CharRnnFast.Model;

namespace CharRnnFast.Tests.Checking;

/// <summary>A backward pass of its own, B = 1, that can make one mistake.</summary>
internal sealed class FaultyBackpropagation(ModelShape shape, GradientFault fault) : IGradientSource
{
    private readonly ReferenceParameters _weights = new(shape.HiddenSize, shape.VocabSize);
    private readonly ReferenceParameters _gradients = new(shape.HiddenSize, shape.VocabSize);
    private readonly double[] _firstHidden = new double[shape.HiddenSize];

    public ModelShape Shape => shape;

    public void WriteRow(TensorSpec tensor, int row, ReadOnlySpan<float> source)
    {
        double[] destination = tensor.Tensor.IsState ? _firstHidden : _weights[tensor.Tensor.Role][row];
        for (int i = 0; i < source.Length; i++)
            destination[i] = source[i];
    }

    public void ReadGradientRow(TensorSpec parameter, int row, Span<float> destination)
    {
        for (int i = 0; i < destination.Length; i++)
            destination[i] = (float)_gradients[parameter.Tensor.Role][row][i];
    }

    public void ComputeGradients(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets)
    {
        double[][] hidden = [_firstHidden, .. new double[inputs.Length][]];
        for (int t = 0; t < inputs.Length; t++)
            hidden[t + 1] = NextHidden(inputs[t], hidden[t]);

        double[] daNext = new double[shape.HiddenSize];
        int last = inputs.Length - (fault == GradientFault.LastStepSkipped ? 2 : 1);
        for (int t = last; t >= 0; t--)
            daNext = BackwardStep(inputs[t], targets[t], hidden[t], hidden[t + 1], daNext);

        if (fault == GradientFault.NotANumber)
            _gradients.Bh[0][^1] = double.NaN;
    }

    private double[] NextHidden(int input, double[] previous) =>
        [.. _weights.Whh.Select((row, i) => Math.Tanh(_weights.Wxh[i][input] + _weights.Bh[0][i] + Dot(row, previous)))];

    private double[] BackwardStep(int input, int target, double[] previous, double[] h, double[] daNext)
    {
        double[] e = [.. _weights.Why.Select((row, v) => Math.Exp(_weights.By[0][v] + Dot(row, h)))];
        double[] dy = [.. e.Select((value, v) => (value / e.Sum()) - (v == target && fault != GradientFault.MissingOneHot ? 1 : 0))];
        double sign = fault == GradientFault.SignOfRecurrentTerm ? -1 : 1;
        double[] da = new double[h.Length];
        for (int j = 0; j < h.Length; j++)
        {
            double dh = Dot(Column(_weights.Why, j), dy) + (sign * Dot(Column(_weights.Whh, j), daNext));
            da[j] = fault == GradientFault.MissingTanhDerivative ? dh : dh * (1 - (h[j] * h[j]));
            _gradients.Wxh[j][input] += da[j];
        }

        AddOuterProduct(_gradients.Why, dy, h);
        AddOuterProduct(_gradients.Whh, da, fault == GradientFault.HiddenStateNotShifted ? h : previous);
        AddOuterProduct(_gradients.By, [1], dy);
        AddOuterProduct(_gradients.Bh, [1], da);
        return da;
    }

    private static double[] Column(double[][] matrix, int column) => [.. matrix.Select(row => row[column])];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static void AddOuterProduct(double[][] sum, double[] rows, double[] columns)
    {
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < columns.Length; j++)
                sum[i][j] += rows[i] * columns[j];
    }
}
