namespace CharRnnFast.Model;

/// <summary>
/// What a hidden layer computes at each symbol from its input x and its state h' before. σ is the logistic function, W and U are the input
/// and the recurrent weights; gates stand in PyTorch's order.
/// </summary>
public enum Cell
{
    /// <summary>h = tanh(W x + b + U h').</summary>
    Rnn,

    /// <summary>
    /// r = σ(Wr x + br + Ur h'), z = σ(Wz x + bz + Uz h'), n = tanh(Wn x + bn + r * (Un h' + bu)), h = n + z * (h' - n).
    /// </summary>
    Gru,

    /// <summary>
    /// i, f, o = σ(W x + b + U h'), g = tanh(Wg x + bg + Ug h'), c = f * c' + i * g, h = o * tanh(c); in the order i f g o.
    /// </summary>
    Lstm,
}
