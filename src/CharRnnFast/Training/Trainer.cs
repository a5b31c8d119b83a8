using System.Diagnostics;
using CharRnnFast.Checkpoints;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Threads;

namespace CharRnnFast.Training;

/// <summary>One model with everything a training step needs: forward, backward, clip, optimizer.</summary>
public sealed class Trainer : IDisposable
{
    private const string SymbolsAreWrong = "T*B symbols with indices in [0, V) are expected.";

    private readonly SharedStep? _shared;
    private readonly SharingChoice? _choice;
    private readonly AdamUpdates _updates = new();

    /// <summary>
    /// A trainer with fresh weights; optimizer memory and states are 0, and so are biases, but for an LSTM's forget gates, which begin
    /// with 1.
    /// </summary>
    /// <param name="kernel">Computes its steps: see <see cref="KernelTable.For"/>.</param>
    /// <param name="shape">The sizes of the model; H and V at most what the kernel holds.</param>
    /// <param name="seed">Of the weights, 0 to 2^53-1: the same seed gives the same bytes on every machine.</param>
    /// <param name="team">Whose threads share the steps, which changes no bit of them; null: the calling thread does them alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">The seed or a size is out of range, or the kernel does not hold the model.</exception>
    /// <exception cref="OutOfMemoryException">
    /// The memory cannot be had; <see cref="Kernel.TrainingBytes(ModelShape, int)"/> says how much it is.
    /// </exception>
    public Trainer(Kernel kernel, ModelShape shape, long seed, ThreadTeam? team = null)
        : this(kernel, shape, storeGradients: false, team, CheckSeed(seed)) => Model.Initialize(seed);

    /// <summary>A trainer with all weights 0, to be loaded or initialised, and counters at the start.</summary>
    /// <inheritdoc cref="Trainer(Kernel, ModelShape, bool, ThreadTeam?, long)"/>
    internal Trainer(Kernel kernel, ModelShape shape, bool storeGradients = false, ThreadTeam? team = null)
        : this(kernel, shape, storeGradients, team, seed: 0)
    {
    }

    /// <summary>The same with a seed for checkpoints.</summary>
    /// <param name="kernel">Computes its steps.</param>
    /// <param name="shape">H and V at most what the kernel holds, T and B at least 1.</param>
    /// <param name="storeGradients">Also reserve memory for whole gradients, for <see cref="ComputeGradients"/>.</param>
    /// <param name="team">Whose threads share the steps, which changes no bit of them; null: the calling thread does them alone.</param>
    /// <param name="seed">Of the initial weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kernel does not hold the model.</exception>
    internal Trainer(Kernel kernel, ModelShape shape, bool storeGradients, ThreadTeam? team, long seed)
    {
        (Kernel, Seed) = (kernel, seed);
        Model = kernel.ReserveTraining(shape, team?.Count ?? 1, storeGradients);
        _shared = team is { Count: > 1 } ? SharedStep.Create(kernel, Model, team) : null;
        _choice = team is { Count: > 1, IsOptional: true } ? new() : null;
        LearningRate = DefaultLearningRate(shape.Optimizer);
        Clip = 5;
    }

    /// <summary>Of the initial weights.</summary>
    internal long Seed { get; }

    /// <summary>Computes the steps.</summary>
    internal Kernel Kernel { get; }

    /// <summary>Sizes of the run.</summary>
    public ModelShape Shape => Model.Shape;

    /// <summary>Steps done by the run, those before a resume included; what dropout keeps follows from it.</summary>
    internal long Iteration { get; set; }

    /// <summary>Updates that Adam's memory has seen.</summary>
    internal long Updates => _updates.Count;

    /// <summary>The weights, optimizer memory and states, for checkpoints and samplers.</summary>
    public ModelMemory Model { get; }

    /// <summary>
    /// The optimizer's learning rate, over 0 and finite, at first Adagrad's 0.1, else 0.002; takes effect with the next step.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">0 or less, infinite, or NaN.</exception>
    public float LearningRate
    {
        get => Model.Buffers.LearningRate;
        set => Model.Buffers.LearningRate = Positive(value);
    }

    /// <summary>Every gradient element is clipped to plus or minus this, over 0 and finite, 5 at first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">0 or less, infinite, or NaN.</exception>
    public float Clip
    {
        get => Model.Buffers.Clip;
        set => Model.Buffers.Clip = Positive(value);
    }

    /// <summary>
    /// Input symbols of the next step, [T*B], in rows of <see cref="ModelShape.RowsOf"/>; the caller fills them with indices in [0, V),
    /// which nothing checks again.
    /// </summary>
    internal Span<int> Inputs => Model.Buffers.InputSpan;

    /// <summary>Target symbols of the next step, likewise.</summary>
    internal Span<int> Targets => Model.Buffers.TargetSpan;

    /// <summary>The learning rate that a fresh run of an optimizer takes.</summary>
    internal static float DefaultLearningRate(Optimizer optimizer) => optimizer == Optimizer.Adagrad ? 0.1f : 0.002f;

    /// <summary>Forward, backward, clip and update; the states move on. Allocates nothing.</summary>
    /// <param name="inputs">Indices in [0, V) of the symbols fed in, [T*B]; index t*B + b belongs to step t of stream b.</param>
    /// <param name="targets">Those expected after them, likewise.</param>
    /// <returns>The loss before the update, in nats summed over T and averaged over B.</returns>
    /// <exception cref="ArgumentException">There are more or fewer than T*B, or one is outside of [0, V).</exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public double Step(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets)
    {
        if (!AreSymbols(inputs)) throw new ArgumentException(SymbolsAreWrong, nameof(inputs));
        if (!AreSymbols(targets)) throw new ArgumentException(SymbolsAreWrong, nameof(targets));
        SetSymbols(inputs, targets);
        return Step();
    }

    /// <summary>Fills <see cref="Inputs"/> and <see cref="Targets"/>; index t*B + b belongs to step t of stream b.</summary>
    internal void SetSymbols(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets) => Model.Buffers.SetSymbols(inputs, targets);

    /// <summary>The same over <see cref="Inputs"/> and <see cref="Targets"/> as they stand.</summary>
    internal double Step()
    {
        bool isShared = _choice?.Begin() ?? _shared is not null;
        long begun = _choice is null ? 0 : Stopwatch.GetTimestamp();
        if (isShared)
        {
            Begin();
            BeginUpdates();
            _shared!.Run();
        }
        else
        {
            RunPhases(StepPhase.BackwardRecurrence);
            BeginUpdates();
            Update(phase: null);
        }

        _choice?.End(Stopwatch.GetTimestamp() - begun);
        End();
        return Model.Buffers.TotalLoss();
    }

    /// <summary>
    /// One part of a step, for measuring, on the calling thread; all parts in order are a step but for the states' moving on.
    /// </summary>
    internal void RunPhase(StepPhase phase)
    {
        ref readonly Buffers b = ref Model.Buffers;
        switch (phase)
        {
            case StepPhase.ForwardRecurrence:
                Begin();
                Kernel.ForwardRecurrence(b, 0, b.Shape.BatchSize);
                break;
            case StepPhase.Logits:
                Kernel.Logits(b, 0, b.Rows);
                break;
            case StepPhase.SoftmaxCrossEntropy:
                Kernel.SoftmaxCrossEntropy(b, 0, b.Rows);
                break;
            case StepPhase.HiddenGradient:
                Kernel.HiddenGradient(b, 0, b.Rows);
                break;
            case StepPhase.BackwardRecurrence:
                Kernel.BackwardRecurrence(b, 0, b.Shape.BatchSize);
                break;
            case StepPhase.RecurrentUpdate:
                BeginUpdates();
                Update(phase);
                break;
            case StepPhase.OutputUpdate:
            case StepPhase.InputUpdate:
                Update(phase);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(phase), phase, null);
        }
    }

    /// <summary>Forward and backward only: stores the unclipped gradients, changes no weight and no hidden state.</summary>
    /// <returns>The loss, as <see cref="Step()"/> does.</returns>
    /// <exception cref="InvalidOperationException">The trainer was made without memory for whole gradients.</exception>
    internal double ComputeGradients()
    {
        if (!Model.HasGradients)
            throw new InvalidOperationException("This trainer was made without memory for whole gradients.");
        RunPhases(StepPhase.BackwardRecurrence);
        ref readonly Buffers b = ref Model.Buffers;
        foreach (ref readonly WeightMatrix w in b.Matrices.AsSpan())
            Kernel.Gradient(b, w, 0, w.Rows);
        return Model.Buffers.TotalLoss();
    }

    /// <summary>
    /// Clip and update from the gradients that <see cref="ComputeGradients"/> stored: the weights come out as after <see cref="Step()"/>.
    /// </summary>
    internal void ApplyGradients()
    {
        BeginUpdates();
        ref readonly Buffers b = ref Model.Buffers;
        foreach (ref readonly WeightMatrix w in b.Matrices.AsSpan())
        {
            Kernel.ApplyGradient(b, w, 0, w.Rows);
            Kernel.Transpose(b, w, 0, w.Rows);
        }

        End();
    }

    /// <summary>Copies a row of a parameter's gradient, after <see cref="ComputeGradients"/>.</summary>
    internal void ReadGradientRow(TensorSpec parameter, int row, Span<float> destination) =>
        Model.ReadGradientRow(parameter, row, destination);

    /// <summary>Takes over what Adam has counted.</summary>
    /// <param name="updates">At least 0.</param>
    internal void ResumeUpdates(long updates) => _updates.Resume(updates);

    /// <summary>Sets the states to 0.</summary>
    public void ResetHiddenState() => Model.Buffers.ClearStates();

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    private bool AreSymbols(ReadOnlySpan<int> symbols) =>
        symbols.Length == Shape.SequenceLength * Shape.BatchSize && !symbols.ContainsAnyExceptInRange(0, Shape.VocabSize - 1);

    // Before any memory is reserved.
    private static long CheckSeed(long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seed, CheckpointFormat.MaxInteger);
        return seed;
    }

    private static float Positive(float value) =>
        value > 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "It is over 0 and finite.");

    // What a step begins with.
    private void Begin()
    {
        ref Buffers b = ref Model.Buffers;
        b.LoadStates();
        b.SortSymbols();
        if (Shape.Dropout != 0) b.DropoutMask = new(Shape.Dropout, Seed, Iteration);
    }

    private void BeginUpdates()
    {
        if (Shape.Optimizer != Optimizer.Adam) return;
        _updates.Add();
        Model.Buffers.StepSize = _updates.StepSize(LearningRate);
        Model.Buffers.RootScale = _updates.RootScale;
    }

    // What a step ends with.
    private void End()
    {
        Model.Buffers.StoreStates();
        Iteration++;
        AssertPadding();
    }

    // What a phase updates; null: all.
    private void Update(StepPhase? phase)
    {
        ref readonly Buffers b = ref Model.Buffers;
        foreach (ref readonly WeightMatrix w in b.Matrices.AsSpan())
            if (phase is null || PhaseOf(w.Role) == phase)
                Kernel.Update(b, w, 0, w.Rows);
    }

    private static StepPhase PhaseOf(TensorRole role) => role switch
    {
        TensorRole.RecurrentWeights => StepPhase.RecurrentUpdate,
        TensorRole.OutputWeights => StepPhase.OutputUpdate,
        _ => StepPhase.InputUpdate,
    };

    private void RunPhases(StepPhase last)
    {
        for (StepPhase phase = StepPhase.ForwardRecurrence; phase <= last; phase++)
            RunPhase(phase);
    }

    [Conditional("DEBUG")]
    private void AssertPadding()
    {
        // A NaN times the zeros of the padding is a NaN: once the loss is one, padding says nothing.
        bool paddingCounts = double.IsFinite(Model.Buffers.TotalLoss());
        Debug.Assert(Model.MarginsAreIntact && (!paddingCounts || Model.PaddingIsIntact), "A kernel wrote outside the model.");
    }
}
