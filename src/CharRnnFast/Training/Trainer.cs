using System.Diagnostics;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Threads;

namespace CharRnnFast.Training;

/// <summary>One model with everything a training step needs: forward, backward, clip, Adagrad.</summary>
public sealed class Trainer : IDisposable
{
    private readonly Kernel _kernel;
    private readonly SharedStep? _shared;
    private readonly SharingChoice? _choice;

    /// <summary>A trainer with all weights 0, to be loaded or initialised, and counters at the start.</summary>
    /// <param name="kernel">Computes its steps.</param>
    /// <param name="shape">H and V at most what the kernel holds, T and B at least 1.</param>
    /// <param name="storeGradients">Also reserve memory for whole gradients, for <see cref="ComputeGradients"/>.</param>
    /// <param name="team">Whose threads share the steps, which changes no bit of them; null: the calling thread does them alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kernel does not hold the model.</exception>
    public Trainer(Kernel kernel, ModelShape shape, bool storeGradients = false, ThreadTeam? team = null)
    {
        _kernel = kernel;
        Model = kernel.ReserveTraining(shape, team?.Count ?? 1, storeGradients);
        _shared = team is { Count: > 1 } ? new(kernel, Model, team) : null;
        _choice = team is { Count: > 1, IsOptional: true } ? new() : null;
        LearningRate = 0.1f;
        Clip = 5;
    }

    /// <summary>Sizes of the run.</summary>
    public ModelShape Shape => Model.Shape;

    /// <summary>The weights, Adagrad memory and hidden state, for checkpoints and samplers.</summary>
    public ModelMemory Model { get; }

    /// <summary>Adagrad's learning rate, over 0; takes effect with the next step.</summary>
    public float LearningRate
    {
        get => Model.Buffers.LearningRate;
        set => Model.Buffers.LearningRate = value;
    }

    /// <summary>Every gradient element is clipped to plus or minus this, over 0.</summary>
    public float Clip
    {
        get => Model.Buffers.Clip;
        set => Model.Buffers.Clip = value;
    }

    /// <summary>
    /// Input symbols of the next step, [T*B], index t*B + b; the caller fills them with indices in [0, V), which nothing checks again.
    /// </summary>
    public Span<int> Inputs => Model.Buffers.InputSpan;

    /// <summary>Target symbols of the next step, [T*B], index t*B + b, in [0, V).</summary>
    public Span<int> Targets => Model.Buffers.TargetSpan;

    /// <summary>Forward, backward, clip and Adagrad over Inputs and Targets; the hidden state moves on. Allocates nothing.</summary>
    /// <returns>The loss before the update, in nats summed over T and averaged over B.</returns>
    public double Step()
    {
        bool isShared = _choice?.Begin() ?? _shared is not null;
        long begun = Stopwatch.GetTimestamp();
        if (isShared)
            _shared!.Run();
        else
            RunPhases(StepPhase.InputUpdate);
        _choice?.End(Stopwatch.GetTimestamp() - begun);
        MoveHiddenState();
        AssertPadding();
        return TotalLoss();
    }

    /// <summary>
    /// One part of a step, for measuring, on the calling thread; all parts in order are a step but for the hidden state's moving on.
    /// </summary>
    public void RunPhase(StepPhase phase)
    {
        ref readonly Buffers b = ref Model.Buffers;
        switch (phase)
        {
            case StepPhase.ForwardRecurrence:
                _kernel.ForwardRecurrence(b, 0, b.BatchSize);
                break;
            case StepPhase.Logits:
                _kernel.Logits(b, 0, b.Rows);
                break;
            case StepPhase.SoftmaxCrossEntropy:
                _kernel.SoftmaxCrossEntropy(b, 0, b.Rows);
                break;
            case StepPhase.HiddenGradient:
                _kernel.HiddenGradient(b, 0, b.Rows);
                break;
            case StepPhase.BackwardRecurrence:
                _kernel.BackwardRecurrence(b, 0, b.BatchSize);
                break;
            case StepPhase.RecurrentUpdate:
                WeightUpdate.Recurrent(_kernel, b, 0, b.HiddenSize);
                break;
            case StepPhase.OutputUpdate:
                WeightUpdate.Output(_kernel, b, 0, b.VocabSize);
                break;
            case StepPhase.InputUpdate:
                WeightUpdate.Input(_kernel, b);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(phase), phase, null);
        }

    }

    /// <summary>Forward and backward only: stores the unclipped gradients, changes no weight and no hidden state.</summary>
    /// <returns>The loss, as <see cref="Step"/> does.</returns>
    /// <exception cref="InvalidOperationException">The trainer was made without memory for whole gradients.</exception>
    public double ComputeGradients()
    {
        if (!Model.HasGradients)
            throw new InvalidOperationException("This trainer was made without memory for whole gradients.");
        Model.Buffers.InputGradient.Clear();
        StoreGradients();
        return TotalLoss();
    }

    /// <summary>
    /// Clip and Adagrad from the gradients that <see cref="ComputeGradients"/> stored: the weights come out as after <see cref="Step"/>.
    /// </summary>
    public void ApplyGradients()
    {
        ref readonly Buffers b = ref Model.Buffers;
        _kernel.AdagradRecurrent(b, 0, b.HiddenSize);
        _kernel.TransposeRecurrentWeights(b, 0, b.HiddenSize);
        _kernel.AdagradOutput(b, 0, b.VocabSize);
        _kernel.TransposeOutputWeights(b, 0, b.VocabSize);
        _kernel.UpdateInputWeightsAndBiases(b);
        MoveHiddenState();
        AssertPadding();
    }

    /// <summary>Copies a row of the gradient of one of the five parameters, after <see cref="ComputeGradients"/>.</summary>
    public void ReadGradientRow(ModelTensor parameter, int row, Span<float> destination) =>
        Model.Buffers.Gradient(parameter).ReadRow(row, destination);

    /// <summary>Sets the hidden state to 0.</summary>
    public void ResetHiddenState() => Model.Buffers.FirstHidden.Clear();

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    /// <summary>Forward and backward into the gradients.</summary>
    private void StoreGradients()
    {
        RunPhases(StepPhase.BackwardRecurrence);
        ref readonly Buffers b = ref Model.Buffers;
        _kernel.RecurrentGradient(b, 0, b.HiddenSize);
        _kernel.OutputGradient(b, 0, b.VocabSize);
        _kernel.InputAndBiasGradients(b);
    }

    private void RunPhases(StepPhase last)
    {
        for (StepPhase phase = StepPhase.ForwardRecurrence; phase <= last; phase++)
            RunPhase(phase);
    }

    [Conditional("DEBUG")]
    private void AssertPadding()
    {
        // A NaN times the zeros of the padding is a NaN: once the loss is one, padding says nothing.
        bool paddingCounts = double.IsFinite(TotalLoss());
        Debug.Assert(Model.MarginsAreIntact && (!paddingCounts || Model.PaddingIsIntact), "A kernel wrote outside the model.");
    }

    /// <summary>The hidden states after the last step become those before the first.</summary>
    private void MoveHiddenState()
    {
        ref readonly Buffers b = ref Model.Buffers;
        b.LastHidden.CopyTo(b.FirstHidden);
    }

    /// <summary>Over t ascending, within a stream, then over streams, then divided by B.</summary>
    private double TotalLoss()
    {
        ReadOnlySpan<double> losses = Model.Buffers.RowLossSpan;
        double total = 0;
        for (int stream = 0; stream < Shape.BatchSize; stream++)
            for (int row = stream; row < losses.Length; row += Shape.BatchSize)
                total += losses[row];
        return total / Shape.BatchSize;
    }
}
