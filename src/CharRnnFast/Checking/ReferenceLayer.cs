using static CharRnnFast.Numerics.ElementaryFunctions;

namespace CharRnnFast.Checking;

/// <summary>
/// A hidden layer of one stream with plain loops in float64: what its cells share, which is the products with the weights and the order of
/// the steps. Every gate takes a function of a pre-activation, a = W x + b + U h', of the layer's input x and its state h' before.
/// </summary>
internal abstract class ReferenceLayer
{
    private readonly int _gates;
    private readonly int _inputSize;
    private int[] _symbols = [];
    private double[][] _below = [];
    private double[][] _dBelow = [];

    /// <summary>A layer whose weights and states are 0.</summary>
    /// <param name="gates">G.</param>
    /// <param name="inputSize">Elements of the input: V for the bottom layer, H for the others.</param>
    /// <param name="hiddenSize">H.</param>
    protected ReferenceLayer(int gates, int inputSize, int hiddenSize)
    {
        (_gates, _inputSize, HiddenSize) = (gates, inputSize, hiddenSize);
        Weights = new(gates, inputSize, hiddenSize);
        Gradients = new(gates, inputSize, hiddenSize);
        HiddenState = new double[hiddenSize];
        CellState = new double[hiddenSize];
    }

    /// <summary>The weights.</summary>
    public ReferenceLayerParameters Weights { get; }

    /// <summary>Gradient of the loss with respect to <see cref="Weights"/>, after a backward pass.</summary>
    public ReferenceLayerParameters Gradients { get; private set; }

    /// <summary>h_{-1} before the sequence, [H].</summary>
    public double[] HiddenState { get; set; }

    /// <summary>c_{-1} before the sequence, [H]; only an LSTM uses it.</summary>
    public double[] CellState { get; set; }

    /// <summary>h_t of every step, [T][H], after the forward pass.</summary>
    public double[][] Outputs { get; private set; } = [];

    /// <summary>c after the last step, [H]; <see cref="CellState"/> itself for a cell without one.</summary>
    public virtual double[] FinalCellState => CellState;

    /// <summary>H.</summary>
    protected int HiddenSize { get; }

    // Symbols are the input of the bottom layer only.
    private bool IsBottom => _symbols.Length > 0;

    /// <summary>Forward pass of the bottom layer, whose input x_t is the one-hot vector of a symbol.</summary>
    public void Forward(ReadOnlySpan<int> symbols)
    {
        (_symbols, _below) = (symbols.ToArray(), []);
        ForwardSteps(symbols.Length);
    }

    /// <summary>Forward pass of a layer whose input x_t is the output of the layer below, [T][H].</summary>
    public void Forward(double[][] below)
    {
        (_symbols, _below) = ([], below);
        ForwardSteps(below.Length);
    }

    /// <summary>Backward pass of the bottom layer through the steps of the last forward pass, with the same symbols.</summary>
    /// <param name="symbols">T symbols.</param>
    /// <param name="dAbove">Gradient of the loss with respect to h_t by way of what stands above at the same step, [T][H].</param>
    public void Backward(ReadOnlySpan<int> symbols, double[][] dAbove)
    {
        (_symbols, _below) = (symbols.ToArray(), []);
        BackwardSteps(dAbove);
    }

    /// <summary>
    /// Backward pass of any other layer, with the same input. Returns the gradient with respect to that input, [T][H].
    /// </summary>
    /// <param name="below">x_t, [T][H].</param>
    /// <param name="dAbove">Gradient of the loss with respect to h_t by way of what stands above at the same step, [T][H].</param>
    public double[][] Backward(double[][] below, double[][] dAbove)
    {
        (_symbols, _below) = ([], below);
        BackwardSteps(dAbove);
        return _dBelow;
    }

    /// <summary>σ(a) = 1 / (1 + exp(-a)), which is 0.5 + 0.5 tanh(a/2).</summary>
    protected static double Logistic(double a) => 0.5 + (0.5 * Tanh(a / 2));

    /// <summary>Makes room for what the cell keeps of T steps.</summary>
    protected abstract void BeginForward(int steps);

    /// <summary>Computes h_t, [H], and keeps what the backward step needs.</summary>
    /// <param name="t">Step of the sequence.</param>
    /// <param name="hPrevious">h_{t-1}, [H].</param>
    protected abstract double[] ForwardStep(int t, double[] hPrevious);

    /// <summary>Forgets what the cell kept of an earlier backward pass.</summary>
    protected virtual void BeginBackward()
    {
    }

    /// <summary>
    /// Adds step t to the gradients. Returns the gradient with respect to h_{t-1} by way of this step of this layer, [H].
    /// </summary>
    /// <param name="t">Step of the sequence.</param>
    /// <param name="dh">Gradient with respect to h_t, [H].</param>
    /// <param name="hPrevious">h_{t-1}, [H].</param>
    protected abstract double[] BackwardStep(int t, double[] dh, double[] hPrevious);

    /// <summary>W x_t + b of one gate, [H].</summary>
    protected double[] InputProduct(int gate, int t)
    {
        double[] a = [.. Weights.Bias[gate]];
        ReadOnlySpan<double[]> w = Weights.InputWeightsOf(gate);
        if (!IsBottom)
        {
            MatrixProduct.AddTimes(a, w, _below[t]);
            return a;
        }

        // The product with a one-hot vector is a column of W.
        for (int j = 0; j < a.Length; j++)
            a[j] += w[j][_symbols[t]];
        return a;
    }

    /// <summary>U h' of one gate, [H].</summary>
    protected double[] RecurrentProduct(int gate, double[] hPrevious)
    {
        double[] product = new double[HiddenSize];
        MatrixProduct.AddTimes(product, Weights.RecurrentWeightsOf(gate), hPrevious);
        return product;
    }

    /// <summary>W x_t + b + U h' of one gate, [H].</summary>
    protected double[] PreActivation(int gate, int t, double[] hPrevious)
    {
        double[] a = InputProduct(gate, t);
        MatrixProduct.Add(a, RecurrentProduct(gate, hPrevious));
        return a;
    }

    /// <summary>Takes the gradient of a gate's pre-activation back through <see cref="InputProduct"/>, to W, b and the input.</summary>
    /// <param name="gate">From 0.</param>
    /// <param name="t">Step of the sequence.</param>
    /// <param name="da">Gradient with respect to the pre-activation, [H].</param>
    protected void InputProductBackward(int gate, int t, double[] da)
    {
        // a[j] = ... + b[j]: the derivative by b[j] is 1. Every step uses the same weights, so the steps' gradients add up.
        MatrixProduct.Add(Gradients.Bias[gate], da);

        ReadOnlySpan<double[]> dw = Gradients.InputWeightsOf(gate);
        if (!IsBottom)
        {
            // a[j] = sum_k W[j,k] x[k] + ...: the derivative by W[j,k] is x[k].
            MatrixProduct.AddOuter(dw, da, _below[t]);

            // x[k] acts on the loss through every a[j], by W[j,k]. The chain rule sums over j, the rows: W' da, over all gates.
            MatrixProduct.AddTransposedTimes(_dBelow[t], Weights.InputWeightsOf(gate), da);
            return;
        }

        // a[j] = W[j,x_t] + ...: the other columns of W were multiplied by the zeros of the one-hot vector.
        for (int j = 0; j < da.Length; j++)
            dw[j][_symbols[t]] += da[j];
    }

    /// <summary>Takes the gradient of a gate's recurrent product u = U h' back to U and h'.</summary>
    /// <param name="gate">From 0.</param>
    /// <param name="du">Gradient with respect to u, [H].</param>
    /// <param name="hPrevious">h', [H].</param>
    /// <param name="dhPrevious">Gradient with respect to h', [H], to which this gate's part is added.</param>
    protected void RecurrentProductBackward(int gate, double[] du, double[] hPrevious, double[] dhPrevious)
    {
        // u[i] = sum_j U[i,j] h'[j]: the derivative by U[i,j] is h'[j].
        MatrixProduct.AddOuter(Gradients.RecurrentWeightsOf(gate), du, hPrevious);

        // h'[j] acts on the loss through every u[i], by U[i,j]. The chain rule sums over i, the rows: U' du, over all gates.
        MatrixProduct.AddTransposedTimes(dhPrevious, Weights.RecurrentWeightsOf(gate), du);
    }

    private double[] PreviousHidden(int t) => t == 0 ? HiddenState : Outputs[t - 1];

    private void ForwardSteps(int steps)
    {
        Outputs = new double[steps][];
        BeginForward(steps);
        for (int t = 0; t < steps; t++)
            Outputs[t] = ForwardStep(t, PreviousHidden(t));
    }
    private void BackwardSteps(double[][] dAbove)
    {
        Gradients = new(_gates, _inputSize, HiddenSize);
        _dBelow = MatrixProduct.Zeros(_below.Length, _inputSize);
        BeginBackward();

        // Truncated backpropagation: what the last state does to later sequences is left out.
        double[] dhNext = new double[HiddenSize];
        for (int t = Outputs.Length - 1; t >= 0; t--)
        {
            // h_t acts on the loss through what stands above and through this layer's next step: by the chain rule the two add up.
            double[] dh = [.. dAbove[t]];
            MatrixProduct.Add(dh, dhNext);
            dhNext = BackwardStep(t, dh, PreviousHidden(t));
        }
    }
}
