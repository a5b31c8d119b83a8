using static CharRnnFast.Numerics.ElementaryFunctions;

namespace CharRnnFast.Checking;

/// <summary>
/// The long short-term memory: input, forget and output gate i, f, o = σ(W x + b + U h'), candidate g = tanh(Wg x + bg + Ug h'), cell state
/// c = f * c' + i * g, and h = o * tanh(c). The gates stand in the order i f g o, as in PyTorch.
/// </summary>
/// <param name="inputSize">Elements of the input: V for the bottom layer, H for the others.</param>
/// <param name="hiddenSize">H.</param>
internal sealed class ReferenceLstmLayer(int inputSize, int hiddenSize) : ReferenceLayer(gates: 4, inputSize, hiddenSize)
{
    private const int Input = 0;
    private const int Forget = 1;
    private const int Candidate = 2;
    private const int Output = 3;

    private double[][] _i = [];
    private double[][] _f = [];
    private double[][] _g = [];
    private double[][] _o = [];
    private double[][] _c = [];

    // Gradient with respect to c_t by way of step t + 1.
    private double[] _dcNext = [];

    /// <inheritdoc/>
    public override double[] FinalCellState => _c[^1];

    /// <inheritdoc/>
    protected override void BeginForward(int steps)
    {
        (_i, _f) = (new double[steps][], new double[steps][]);
        (_g, _o, _c) = (new double[steps][], new double[steps][], new double[steps][]);
    }

    /// <inheritdoc/>
    protected override double[] ForwardStep(int t, double[] hPrevious)
    {
        double[] i = Array.ConvertAll(PreActivation(Input, t, hPrevious), Logistic);
        double[] f = Array.ConvertAll(PreActivation(Forget, t, hPrevious), Logistic);
        double[] g = Array.ConvertAll(PreActivation(Candidate, t, hPrevious), Tanh);
        double[] o = Array.ConvertAll(PreActivation(Output, t, hPrevious), Logistic);
        (double[] c, double[] cPrevious, double[] h) = (new double[HiddenSize], PreviousCell(t), new double[HiddenSize]);
        for (int j = 0; j < HiddenSize; j++)
        {
            c[j] = (f[j] * cPrevious[j]) + (i[j] * g[j]);
            h[j] = o[j] * Tanh(c[j]);
        }

        (_i[t], _f[t], _g[t], _o[t], _c[t]) = (i, f, g, o, c);
        return h;
    }

    /// <inheritdoc/>
    protected override void BeginBackward() => _dcNext = new double[HiddenSize];

    /// <inheritdoc/>
    protected override double[] BackwardStep(int t, double[] dh, double[] hPrevious)
    {
        (double[] i, double[] f, double[] g, double[] o) = (_i[t], _f[t], _g[t], _o[t]);
        (double[] c, double[] cPrevious, double[] dcPrevious) = (_c[t], PreviousCell(t), new double[HiddenSize]);
        double[][] da = MatrixProduct.Zeros(4, HiddenSize);
        for (int j = 0; j < HiddenSize; j++)
        {
            double tanh = Tanh(c[j]);

            // h = o * tanh(c): the derivative by o is tanh(c), that of the logistic function σ(ao) = o is o * (1 - o).
            da[Output][j] = dh[j] * tanh * o[j] * (1 - o[j]);

            // c acts on the loss through h, where the derivative of tanh(c) is 1 - tanh(c)^2, and through the cell state of step t + 1.
            double dc = (dh[j] * o[j] * (1 - (tanh * tanh))) + _dcNext[j];

            // c = f * c' + i * g: the derivative by i is g; i = σ(ai), with the derivative i * (1 - i).
            da[Input][j] = dc * g[j] * i[j] * (1 - i[j]);

            // ... by f it is c'; f = σ(af), with the derivative f * (1 - f).
            da[Forget][j] = dc * cPrevious[j] * f[j] * (1 - f[j]);

            // ... by g it is i; g = tanh(ag), with the derivative 1 - g*g.
            da[Candidate][j] = dc * i[j] * (1 - (g[j] * g[j]));

            // ... and by c' it is f.
            dcPrevious[j] = dc * f[j];
        }

        _dcNext = dcPrevious;

        // Each a = (W x + b) + U h': a sum passes its gradient on to each of its terms unchanged.
        double[] dhPrevious = new double[HiddenSize];
        for (int gate = 0; gate < da.Length; gate++)
        {
            InputProductBackward(gate, t, da[gate]);
            RecurrentProductBackward(gate, da[gate], hPrevious, dhPrevious);
        }

        return dhPrevious;
    }

    private double[] PreviousCell(int t) => t == 0 ? CellState : _c[t - 1];
}
