using static CharRnnFast.Numerics.ElementaryFunctions;

namespace CharRnnFast.Checking;

/// <summary>The plain cell: h = tanh(W x + b + U h').</summary>
/// <param name="inputSize">Elements of the input: V for the bottom layer, H for the others.</param>
/// <param name="hiddenSize">H.</param>
internal sealed class ReferenceTanhLayer(int inputSize, int hiddenSize) : ReferenceLayer(gates: 1, inputSize, hiddenSize)
{
    /// <inheritdoc/>
    protected override void BeginForward(int steps)
    {
        // The backward step needs h alone, which the base keeps.
    }

    /// <inheritdoc/>
    protected override double[] ForwardStep(int t, double[] hPrevious) => Array.ConvertAll(PreActivation(0, t, hPrevious), Tanh);

    /// <inheritdoc/>
    protected override double[] BackwardStep(int t, double[] dh, double[] hPrevious)
    {
        double[] h = Outputs[t];
        double[] da = new double[HiddenSize];

        // h = tanh(a), and the derivative of tanh(a) is 1 - tanh(a)^2 = 1 - h*h.
        for (int j = 0; j < HiddenSize; j++)
            da[j] = dh[j] * (1 - (h[j] * h[j]));

        // a = (W x + b) + U h': a sum passes its gradient on to each of its terms unchanged.
        double[] dhPrevious = new double[HiddenSize];
        InputProductBackward(0, t, da);
        RecurrentProductBackward(0, da, hPrevious, dhPrevious);
        return dhPrevious;
    }
}
