using CharRnnFast.Memory;

namespace CharRnnFast.Model;

/// <summary>
/// The arrays of one layer. HS is the stride of rows of H elements, in floats; the gates are G matrices, one after another, so that every
/// routine of one width serves each. Activations stand in groups of streams.
/// </summary>
internal unsafe struct LayerBuffers
{
    /// <summary>
    /// Input weights column by column: [G][V][HS] of the first layer, a row for each symbol; above it [G][H][HS].
    /// </summary>
    public Parameter Input;

    /// <summary>The other way round, row by row [G][H][HS], for the gradient into the layer below; null for the first layer.</summary>
    public float* InputTransposed;

    /// <summary>Recurrent weights column by column [G][H][HS].</summary>
    public Parameter Recurrent;

    /// <summary>Recurrent weights row by row [G][H][HS], for the backward recurrence.</summary>
    public float* RecurrentTransposed;

    /// <summary>Biases [G][HS].</summary>
    public Parameter Bias;

    /// <summary>A GRU's bu [HS]; else null.</summary>
    public Parameter RecurrentBias;

    /// <summary>Hidden states [(T+1)*B][HS]; of each group, those before the first step come first.</summary>
    public float* Hidden;

    /// <summary>Cell states of an LSTM, likewise.</summary>
    public float* Cells;

    /// <summary>tanh of the cell states after each step [T*B][HS].</summary>
    public float* TanhCells;

    /// <summary>
    /// Pre-activations, then gates, then the gradients of the pre-activations: LSTM i f g o, GRU r z n and q = Un h' + bu, [T*B][HS] each.
    /// Null for tanh layers, whose pre-activations become the hidden states in place.
    /// </summary>
    public float* Gates;

    /// <summary>Gradients of a tanh layer's pre-activations [T*B][HS].</summary>
    public float* DActivation;

    /// <summary>Gradient into the layer's outputs, then into its hidden states [T*B][HS].</summary>
    public float* DHidden;

    /// <summary>The outputs that dropout leaves [T*B][HS]; null without dropout: then the hidden states are passed on.</summary>
    public float* Dropped;

    /// <summary>What dropout multiplies the outputs by, 0 or 1/(1-P) [T*B][HS].</summary>
    public float* DropoutFactors;

    /// <summary>Takes the layer's weights.</summary>
    public void TakeWeights(ref ArenaCursor cursor, in ModelShape shape, int layer, int stride, BufferParts parts)
    {
        long square = (long)shape.Gates * Buffers.Padded(shape.HiddenSize);
        long inputs = layer == 0 ? (long)shape.Gates * shape.VocabSize : square;
        Input = Parameter.Take(ref cursor, inputs, stride, parts, shape.Optimizer);
        Recurrent = Parameter.Take(ref cursor, square, stride, parts, shape.Optimizer);
        Bias = Parameter.Take(ref cursor, shape.Gates, stride, parts, shape.Optimizer);
        RecurrentBias = shape.Cell == Cell.Gru ? Parameter.Take(ref cursor, 1, stride, parts, shape.Optimizer) : default;
        InputTransposed = layer == 0 ? null : cursor.Floats(square, stride);
        RecurrentTransposed = cursor.Floats(square, stride);
    }

    /// <summary>Takes what a forward pass needs.</summary>
    public void TakeActivations(ref ArenaCursor cursor, in ModelShape shape, int stride)
    {
        long states = (long)(shape.SequenceLength + 1) * shape.BatchSize;
        Hidden = cursor.Floats(states, stride);
        Gates = shape.Cell == Cell.Rnn ? null : cursor.Floats(4L * shape.Rows, stride);
        Cells = shape.Cell == Cell.Lstm ? cursor.Floats(states, stride) : null;
        TanhCells = shape.Cell == Cell.Lstm ? cursor.Floats(shape.Rows, stride) : null;
        Dropped = DropoutFactors = null;
    }

    /// <summary>Takes what training needs besides.</summary>
    public void TakeGradients(ref ArenaCursor cursor, in ModelShape shape, int stride)
    {
        DHidden = cursor.Floats(shape.Rows, stride);
        DActivation = shape.Cell == Cell.Rnn ? cursor.Floats(shape.Rows, stride) : null;
    }

    /// <summary>Takes what dropout needs; after the activations.</summary>
    public void TakeDropout(ref ArenaCursor cursor, in ModelShape shape, int stride)
    {
        if (shape.Dropout == 0) return;
        Dropped = cursor.Floats(shape.Rows, stride);
        DropoutFactors = cursor.Floats(shape.Rows, stride);
    }
}
