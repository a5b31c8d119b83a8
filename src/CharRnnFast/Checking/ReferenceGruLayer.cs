using static CharRnnFast.Numerics.ElementaryFunctions;

namespace CharRnnFast.Checking;

/// <summary>
/// The gated recurrent unit, as in PyTorch. Reset gate r = σ(Wr x + br + Ur h'), update gate z = σ(Wz x + bz + Uz h'), candidate
/// n = tanh(Wn x + bn + r * u) with u = Un h' + bu, and h = n + z * (h' - n).
/// </summary>
/// <param name="inputSize">Elements of the input: V for the bottom layer, H for the others.</param>
/// <param name="hiddenSize">H.</param>
internal sealed class ReferenceGruLayer(int inputSize, int hiddenSize) : ReferenceLayer(gates: 3, inputSize, hiddenSize)
{
    private const int Reset = 0;
    private const int Update = 1;
    private const int Candidate = 2;

    private double[][] _r = [];
    private double[][] _z = [];
    private double[][] _n = [];
    private double[][] _u = [];

    /// <inheritdoc/>
    protected override void BeginForward(int steps) =>
        (_r, _z, _n, _u) = (new double[steps][], new double[steps][], new double[steps][], new double[steps][]);

    /// <inheritdoc/>
    protected override double[] ForwardStep(int t, double[] hPrevious)
    {
        double[] r = Array.ConvertAll(PreActivation(Reset, t, hPrevious), Logistic);
        double[] z = Array.ConvertAll(PreActivation(Update, t, hPrevious), Logistic);
        double[] u = RecurrentProduct(Candidate, hPrevious);
        MatrixProduct.Add(u, Weights.RecurrentBias[Candidate]);
        double[] n = InputProduct(Candidate, t);
        double[] h = new double[HiddenSize];
        for (int j = 0; j < HiddenSize; j++)
        {
            n[j] = Tanh(n[j] + (r[j] * u[j]));
            h[j] = n[j] + (z[j] * (hPrevious[j] - n[j]));
        }

        (_r[t], _z[t], _n[t], _u[t]) = (r, z, n, u);
        return h;
    }

    /// <inheritdoc/>
    protected override double[] BackwardStep(int t, double[] dh, double[] hPrevious)
    {
        (double[] r, double[] z, double[] n, double[] u) = (_r[t], _z[t], _n[t], _u[t]);
        double[] dar = new double[HiddenSize], daz = new double[HiddenSize], dan = new double[HiddenSize];
        double[] du = new double[HiddenSize], dhPrevious = new double[HiddenSize];
        for (int j = 0; j < HiddenSize; j++)
        {
            // h = n + z * (h' - n): the derivative by z is h' - n, that of the logistic function σ(az) = z is z * (1 - z).
            daz[j] = dh[j] * (hPrevious[j] - n[j]) * z[j] * (1 - z[j]);

            // h = (1 - z) * n + z * h': the derivative by n is 1 - z, that of n = tanh(an) is 1 - n*n.
            dan[j] = dh[j] * (1 - z[j]) * (1 - (n[j] * n[j]));

            // an = Wn x + bn + r * u: the derivative by u is r.
            du[j] = dan[j] * r[j];

            // ... and by r it is u; r = σ(ar), with the derivative r * (1 - r).
            dar[j] = dan[j] * u[j] * r[j] * (1 - r[j]);

            // h = (1 - z) * n + z * h': where h' stands by itself, the derivative by it is z. The gates' parts follow below.
            dhPrevious[j] = dh[j] * z[j];
        }

        // ar = (Wr x + br) + Ur h', az = (Wz x + bz) + Uz h': a sum passes its gradient on to each of its terms unchanged.
        InputProductBackward(Reset, t, dar);
        RecurrentProductBackward(Reset, dar, hPrevious, dhPrevious);
        InputProductBackward(Update, t, daz);
        RecurrentProductBackward(Update, daz, hPrevious, dhPrevious);

        // an = (Wn x + bn) + r * u: only the first term's gradient is dan itself; the recurrent one's is du.
        InputProductBackward(Candidate, t, dan);
        RecurrentProductBackward(Candidate, du, hPrevious, dhPrevious);

        // u = Un h' + bu: the derivative by bu is 1.
        MatrixProduct.Add(Gradients.RecurrentBias[Candidate], du);
        return dhPrevious;
    }
}
