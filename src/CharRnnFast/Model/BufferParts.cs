namespace CharRnnFast.Model;

/// <summary>Which arrays a block of memory holds; each value includes those before it.</summary>
internal enum BufferParts
{
    /// <summary>Parameters, and the hidden state that a text starts from.</summary>
    Parameters,

    /// <summary>Also Adagrad memory, activations and what one step needs.</summary>
    Training,

    /// <summary>Also whole gradients of Whh and Why, even where training does not store them.</summary>
    TrainingWithGradients,
}
