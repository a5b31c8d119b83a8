namespace CharRnnFast.Model;

/// <summary>Which arrays a block of memory holds; each value includes those before it.</summary>
internal enum BufferParts
{
    /// <summary>Parameters, and the states that a text starts from.</summary>
    Parameters,

    /// <summary>Also the optimizer's memory, activations and what one step needs.</summary>
    Training,

    /// <summary>Also whole gradients of all parameters, which training never stores.</summary>
    TrainingWithGradients,
}
