using System.Diagnostics;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Training;

/// <summary>One model with everything a training step needs: forward, backward, clip, Adagrad.</summary>
public sealed class Trainer : IDisposable
{
    private readonly SharedStep? _shared;
    private readonly SharingChoice? _choice;

    internal Trainer(ModelMemory model, ThreadTeam? team)
    {
        Model = model;
        _shared = team is { Count: > 1 } ? new(model, team) : null;
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
        Kernel kernel = Model.Kernel;
        switch (phase)
        {
            case StepPhase.ForwardRecurrence:
                kernel.ForwardRecurrence(b, 0, b.BatchSize);
                break;
            case StepPhase.Logits:
                kernel.Logits(b, 0, b.Rows);
                break;
            case StepPhase.SoftmaxCrossEntropy:
                kernel.SoftmaxCrossEntropy(b, 0, b.Rows);
                break;
            case StepPhase.HiddenGradient:
                kernel.HiddenGradient(b, 0, b.Rows);
                break;
            case StepPhase.BackwardRecurrence:
                kernel.BackwardRecurrence(b, 0, b.BatchSize);
                break;
            case StepPhase.RecurrentUpdate:
                WeightUpdate.Recurrent(kernel, b, 0, b.HiddenSize);
                break;
            case StepPhase.OutputUpdate:
                WeightUpdate.Output(kernel, b, 0, b.VocabSize);
                break;
            case StepPhase.InputUpdate:
                WeightUpdate.Input(kernel, b);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(phase), phase, null);
        }

        GC.KeepAlive(this);
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
        Kernel kernel = Model.Kernel;
        kernel.AdagradRecurrent(b, 0, b.HiddenSize);
        kernel.TransposeRecurrentWeights(b, 0, b.HiddenSize);
        kernel.AdagradOutput(b, 0, b.VocabSize);
        kernel.TransposeOutputWeights(b, 0, b.VocabSize);
        kernel.UpdateInputWeightsAndBiases(b);
        MoveHiddenState();
        AssertPadding();
        GC.KeepAlive(this);
    }

    /// <summary>Copies a row of the gradient of one of the five parameters, after <see cref="ComputeGradients"/>.</summary>
    public void ReadGradientRow(ModelTensor parameter, int row, Span<float> destination)
    {
        Model.Buffers.Gradient(parameter).ReadRow(row, destination);
        GC.KeepAlive(this);
    }

    /// <summary>Sets the hidden state to 0.</summary>
    public void ResetHiddenState() => Model.Buffers.FirstHidden.Clear();

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    /// <summary>Forward and backward into the gradients.</summary>
    private void StoreGradients()
    {
        RunPhases(StepPhase.BackwardRecurrence);
        ref readonly Buffers b = ref Model.Buffers;
        Model.Kernel.RecurrentGradient(b, 0, b.HiddenSize);
        Model.Kernel.OutputGradient(b, 0, b.VocabSize);
        Model.Kernel.InputAndBiasGradients(b);
        GC.KeepAlive(this);
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
        GC.KeepAlive(this);
    }

    /// <summary>Over t ascending, within a stream, then over streams, then divided by B.</summary>
    private double TotalLoss()
    {
        ReadOnlySpan<double> losses = Model.Buffers.RowLossSpan;
        double total = 0;
        for (int stream = 0; stream < Shape.BatchSize; stream++)
            for (int row = stream; row < losses.Length; row += Shape.BatchSize)
                total += losses[row];
        GC.KeepAlive(this);
        return total / Shape.BatchSize;
    }
}
