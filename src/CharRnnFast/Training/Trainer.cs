using CharRnnFast.Model;

namespace CharRnnFast.Training;

/// <summary>One model with everything a training step needs; the step itself is in <c>Trainer&lt;TKernel&gt;</c>.</summary>
public abstract class Trainer : IDisposable
{
    /// <summary>Sizes of the run.</summary>
    public ModelShape Shape => throw new NotSupportedException();

    /// <summary>The weights, Adagrad memory and hidden state, for checkpoints and samplers.</summary>
    public ModelMemory Model => throw new NotSupportedException();

    /// <summary>Adagrad's learning rate, over 0; takes effect with the next step.</summary>
    public float LearningRate { get; set; } = 0.1f;

    /// <summary>Every gradient element is clipped to plus or minus this, over 0.</summary>
    public float Clip { get; set; } = 5;

    /// <summary>Input symbols of the next step, [T*B], index t*B + b; the caller fills them with indices in [0, V).</summary>
    public Span<int> Inputs => throw new NotSupportedException();

    /// <summary>Target symbols of the next step, [T*B], index t*B + b.</summary>
    public Span<int> Targets => throw new NotSupportedException();

    /// <summary>Forward, backward, clip and Adagrad over Inputs and Targets; the hidden state moves on. Allocates nothing.</summary>
    /// <returns>The loss before the update, in nats summed over T and averaged over B.</returns>
    public abstract double Step();

    /// <summary>One part of a step, for measuring; all parts in order make a whole step.</summary>
    public abstract double RunPhase(StepPhase phase);

    /// <summary>Forward and backward only: stores the unclipped gradients, changes no weight. Needs <c>storeGradients</c>.</summary>
    /// <returns>The loss, as <see cref="Step"/> does.</returns>
    public abstract double ComputeGradients();

    /// <summary>A row of the gradient of one of the five parameters, after <see cref="ComputeGradients"/>.</summary>
    public void ReadGradientRow(ModelTensor parameter, int row, Span<float> destination) => throw new NotSupportedException();

    /// <summary>Sets the hidden state to 0.</summary>
    public void ResetHiddenState() => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);
}
