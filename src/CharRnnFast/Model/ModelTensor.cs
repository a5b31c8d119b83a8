namespace CharRnnFast.Model;

/// <summary>A tensor of a model: a parameter, what the optimizer keeps of one, or a state.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Layer">From 0; 0 for the output's, and for the states, which hold all layers.</param>
/// <param name="Memory">
/// 0: the tensor itself; 1: the optimizer's memory of it, a mean or sum of squares, of Adam the mean gradient; 2: Adam's mean square.
/// </param>
public readonly record struct ModelTensor(TensorRole Role, int Layer = 0, int Memory = 0)
{
    /// <summary>The first layer's input weights, min-char-rnn's Wxh [H,V].</summary>
    public static ModelTensor Wxh => new(TensorRole.InputWeights);

    /// <summary>The first layer's recurrent weights, min-char-rnn's Whh [H,H].</summary>
    public static ModelTensor Whh => new(TensorRole.RecurrentWeights);

    /// <summary>Output weights [V,H].</summary>
    public static ModelTensor Why => new(TensorRole.OutputWeights);

    /// <summary>The first layer's bias, min-char-rnn's bh [H].</summary>
    public static ModelTensor bh => new(TensorRole.Bias);

    /// <summary>Output bias [V].</summary>
    public static ModelTensor by => new(TensorRole.OutputBias);

    /// <summary>The optimizer's first memory of <see cref="Wxh"/>.</summary>
    public static ModelTensor mWxh => new(TensorRole.InputWeights, 0, 1);

    /// <summary>The optimizer's first memory of <see cref="Whh"/>.</summary>
    public static ModelTensor mWhh => new(TensorRole.RecurrentWeights, 0, 1);

    /// <summary>The optimizer's first memory of <see cref="Why"/>.</summary>
    public static ModelTensor mWhy => new(TensorRole.OutputWeights, 0, 1);

    /// <summary>The optimizer's first memory of <see cref="bh"/>.</summary>
    public static ModelTensor mbh => new(TensorRole.Bias, 0, 1);

    /// <summary>The optimizer's first memory of <see cref="by"/>.</summary>
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
