namespace CharRnnFast.Model;

/// <content>The list of all that is updated.</content>
internal unsafe partial struct Buffers
{
    /// <summary>Fills <see cref="Matrices"/>.</summary>
    internal void ListMatrices()
    {
        List<WeightMatrix> matrices = [];
        for (int layer = 0; layer < Layers.Length; layer++)
            for (int gate = 0; gate < Shape.Gates; gate++)
                AddGate(matrices, layer, gate);
        ActivationRows dLogits = new(Logits, VocabStride, Shape.SequenceLength);
        matrices.Add(new()
        {
            Role = TensorRole.OutputWeights,
            Rows = VocabSize,
            Left = dLogits,
            Right = OutputOf(Layers.Length - 1),
            Weights = Output,
            Transposed = OutputTransposed,
            TransposedStride = VocabStride,
        });
        matrices.Add(BiasOf(TensorRole.OutputBias, OutputBias, dLogits));
        Matrices = [.. matrices];
    }

    private readonly void AddGate(List<WeightMatrix> matrices, int layer, int gate)
    {
        LayerBuffers l = Layers[layer];
        int steps = Shape.SequenceLength;
        nint gateStep = (nint)Rows * HiddenStride;
        float* gradients = (l.Gates == null ? l.DActivation : l.Gates) + (gate * gateStep);
        ActivationRows previous = new(l.Hidden, HiddenStride, steps + 1), dInput = new(gradients, HiddenStride, steps);

        // A GRU's last recurrent product is multiplied by r: its gradient is that of q.
        bool isQ = Shape.Cell == Cell.Gru && gate == Shape.Gates - 1;
        ActivationRows dRecurrent = isQ ? new(gradients + gateStep, HiddenStride, steps) : dInput;
        matrices.Add(SquareOf(TensorRole.RecurrentWeights, l.Recurrent, l.RecurrentTransposed, gate, previous, dRecurrent));
        matrices.Add(layer == 0
            ? new()
            {
                Role = TensorRole.InputWeights,
                Rows = VocabSize,
                IsBySymbol = true,
                Right = dInput,
                Weights = l.Input.From((nint)gate * VocabSize * HiddenStride),
            }
            : SquareOf(TensorRole.InputWeights, l.Input, l.InputTransposed, gate, OutputOf(layer - 1), dInput));
        matrices.Add(BiasOf(TensorRole.Bias, l.Bias.From((nint)gate * HiddenStride), dInput));
        if (isQ) matrices.Add(BiasOf(TensorRole.RecurrentBias, l.RecurrentBias, dRecurrent));
    }

    private readonly WeightMatrix SquareOf(
        TensorRole role, in Parameter weights, float* transposed, int gate, ActivationRows left, ActivationRows right)
    {
        nint first = (nint)gate * Padded(HiddenSize) * HiddenStride;
        return new()
        {
            Role = role,
            Rows = HiddenSize,
            Left = left,
            Right = right,
            Weights = weights.From(first),
            Transposed = transposed + first,
            TransposedStride = HiddenStride,
        };
    }

    private readonly WeightMatrix BiasOf(TensorRole role, in Parameter bias, ActivationRows addends) => new()
    {
        Role = role,
        Rows = 1,
        IsVocabWide = role == TensorRole.OutputBias,
        Left = new(One, 0, 0),
        Right = addends,
        Weights = bias,
    };
}
