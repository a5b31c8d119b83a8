namespace CharRnnFast.Kernels;

/// <summary>
/// The operations of one training step at one size and on one instruction set. Each takes a half-open range of its outputs, so that threads can
/// divide them; the order in which each output sums its terms never depends on the range. Shapes: H hidden, V vocabulary, T steps, B streams;
/// row t*B + b of an activation belongs to step t of stream b.
/// </summary>
public interface IRnnKernel
{
    /// <summary>Largest hidden size the kernel holds.</summary>
    static abstract int Hidden { get; }

    /// <summary>Largest vocabulary size the kernel holds.</summary>
    static abstract int Vocab { get; }

    /// <summary>Distance in floats between rows of H elements: an odd number of 64-byte lines, or of half lines where no register is longer.</summary>
    static abstract int HiddenStride { get; }

    /// <summary>Distance in floats between rows of V elements: an odd number of 64-byte lines, or of half lines where no register is longer.</summary>
    static abstract int VocabStride { get; }

    /// <summary>Whether the transposed copy of Whh is in split rows: see <see cref="Buffers.Resident"/>.</summary>
    static abstract bool SplitsRecurrentRows { get; }

    /// <summary>The instruction set of this type.</summary>
    static abstract InstructionSet InstructionSet { get; }

    /// <summary>h_t = tanh(Wxh[:,x_t] + bh + Whh h_{t-1}) for t ascending, for streams [streamBegin, streamEnd).</summary>
    static abstract void ForwardRecurrence(in Buffers b, int streamBegin, int streamEnd);

    /// <summary>Logits[r] = by + Why h_r for rows [rowBegin, rowEnd) of T*B.</summary>
    static abstract void Logits(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Logits[r] becomes softmax(Logits[r]) for rows [rowBegin, rowEnd) of T*B.</summary>
    static abstract void Softmax(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Logits[r] becomes dy_r = softmax - onehot(target); RowLosses[r] = -ln p[target], for rows [rowBegin, rowEnd) of T*B.</summary>
    static abstract void SoftmaxCrossEntropy(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>DHidden[r] = Why' dy_r for rows [rowBegin, rowEnd) of T*B.</summary>
    static abstract void HiddenGradient(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>da_t = (1 - h_t*h_t) * (DHidden_t + Whh' da_{t+1}) for t descending, for streams [streamBegin, streamEnd).</summary>
    static abstract void BackwardRecurrence(in Buffers b, int streamBegin, int streamEnd);

    /// <summary>DWxh rows of the symbols that occur, DBh and DBy, from da and dy of all T*B rows.</summary>
    static abstract void InputAndBiasGradients(in Buffers b);

    /// <summary>Rows [rowBegin, rowEnd) of H of DWhh (stored transposed), unclipped.</summary>
    static abstract void RecurrentGradient(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Rows [rowBegin, rowEnd) of V of DWhy, unclipped.</summary>
    static abstract void OutputGradient(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Gradient, clip and Adagrad of rows [rowBegin, rowEnd) of Whh (stored transposed), fused: the gradient is not stored.</summary>
    static abstract void UpdateRecurrentWeights(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Gradient, clip and Adagrad of rows [rowBegin, rowEnd) of Why, fused: the gradient is not stored.</summary>
    static abstract void UpdateOutputWeights(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Clip and Adagrad of Wxh (rows whose symbols occur), bh and by from their stored gradients.</summary>
    static abstract void UpdateInputWeightsAndBiases(in Buffers b);

    /// <summary>Clip and Adagrad of rows [rowBegin, rowEnd) of H of Whh from the stored DWhh.</summary>
    static abstract void AdagradRecurrent(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Clip and Adagrad of rows [rowBegin, rowEnd) of V of Why from the stored DWhy.</summary>
    static abstract void AdagradOutput(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>
    /// What the backward recurrence reads of rows [rowBegin, rowEnd) of H of Whh (stored transposed): columns of a copy that is transposed once more.
    /// <paramref name="rowBegin"/> is a multiple of 8.
    /// </summary>
    static abstract void TransposeRecurrentWeights(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>WhyTransposed[:, rowBegin..rowEnd) from rows [rowBegin, rowEnd) of Why. <paramref name="rowBegin"/> is a multiple of 8.</summary>
    static abstract void TransposeOutputWeights(in Buffers b, int rowBegin, int rowEnd);

    /// <summary>Independent chains of multiply-adds on the widest registers: what a core can do at most. Returns the multiply-adds done.</summary>
    /// <param name="rounds">Trips through the loop, at least 1.</param>
    static abstract long FmaPeak(int rounds);
}
