namespace CharRnnFast.Steps;

/// <summary>The parts of a step, in order.</summary>
internal enum StepPhase
{
    /// <summary>All layers for t ascending, their products with W included.</summary>
    ForwardRecurrence,

    /// <summary>Y = H Why' + by.</summary>
    Logits,

    /// <summary>Softmax, loss, dY.</summary>
    SoftmaxCrossEntropy,

    /// <summary>dH = dY Why.</summary>
    HiddenGradient,

    /// <summary>All layers for t descending, the gradients into the layers below included.</summary>
    BackwardRecurrence,

    /// <summary>U of all layers: gradient, clip, optimizer, and the transposed copies.</summary>
    RecurrentUpdate,

    /// <summary>Why: gradient, clip, optimizer, and its transposed copy.</summary>
    OutputUpdate,

    /// <summary>W of all layers and all biases: gradient, clip, optimizer; with Adagrad, of the first W the rows that occur.</summary>
    InputUpdate,
}
