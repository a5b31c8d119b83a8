namespace CharRnnFast.Model;

/// <summary>A tensor of a model: a parameter, what the optimizer keeps of one, or a state.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Layer">From 0; 0 for the output's, and for the states, which hold all layers.</param>
/// <param name="Memory">
/// 0: the tensor itself; 1: the optimizer's memory of it, a mean or sum of squares, of Adam the mean gradient; 2: Adam's mean square.
/// </param>
public readonly record struct ModelTensor(TensorRole Role, int Layer = 0, int Memory = 0)
{
    /// <summary>min-char-rnn's input weights [H,V].</summary>
    public static ModelTensor Wxh => new(TensorRole.InputWeights);

    /// <summary>min-char-rnn's recurrent weights [H,H].</summary>
    public static ModelTensor Whh => new(TensorRole.RecurrentWeights);

    /// <summary>Output weights [V,H].</summary>
    public static ModelTensor Why => new(TensorRole.OutputWeights);

    /// <summary>min-char-rnn's hidden bias [H].</summary>
    public static ModelTensor bh => new(TensorRole.Bias);

    /// <summary>Output bias [V].</summary>
    public static ModelTensor by => new(TensorRole.OutputBias);

    /// <summary>Adagrad memory of <see cref="Wxh"/> [H,V].</summary>
    public static ModelTensor mWxh => new(TensorRole.InputWeights, 0, 1);

    /// <summary>Adagrad memory of <see cref="Whh"/> [H,H].</summary>
    public static ModelTensor mWhh => new(TensorRole.RecurrentWeights, 0, 1);

    /// <summary>Adagrad memory of <see cref="Why"/> [V,H].</summary>
    public static ModelTensor mWhy => new(TensorRole.OutputWeights, 0, 1);

    /// <summary>Adagrad memory of <see cref="bh"/> [H].</summary>
    public static ModelTensor mbh => new(TensorRole.Bias, 0, 1);

    /// <summary>Adagrad memory of <see cref="by"/> [V].</summary>
    public static ModelTensor mby => new(TensorRole.OutputBias, 0, 1);

    /// <summary>Hidden states before the next step [L,B,H].</summary>
    public static ModelTensor hprev => new(TensorRole.HiddenState);

    /// <summary>Cell states before the next step [L,B,H].</summary>
    public static ModelTensor cprev => new(TensorRole.CellState);

    /// <summary>Whether this is a weight or a bias.</summary>
    internal bool IsParameter => Memory == 0 && Role < TensorRole.HiddenState;

    /// <summary>Whether this is a state.</summary>
    internal bool IsState => Role >= TensorRole.HiddenState;

    /// <summary>The same of the optimizer's memory.</summary>
    internal ModelTensor MemoryOf(int memory) => this with { Memory = memory };
}
