namespace CharRnnFast.Steps;

/// <summary>The parts of a step, in order.</summary>
internal enum StepPhase
{
    /// <summary>h_t for t ascending.</summary>
    ForwardRecurrence,

    /// <summary>Y = H Why' + by.</summary>
    Logits,

    /// <summary>Softmax, loss, dY.</summary>
    SoftmaxCrossEntropy,

    /// <summary>dH = dY Why.</summary>
    HiddenGradient,

    /// <summary>da_t for t descending.</summary>
    BackwardRecurrence,

    /// <summary>Whh: gradient, clip, Adagrad, and its transposed copy.</summary>
    RecurrentUpdate,

    /// <summary>Why: gradient, clip, Adagrad, and its transposed copy.</summary>
    OutputUpdate,

    /// <summary>Wxh rows that occur, bh, by: gradient, clip, Adagrad.</summary>
    InputUpdate,
}
