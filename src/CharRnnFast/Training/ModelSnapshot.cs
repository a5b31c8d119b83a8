using System.Collections.Immutable;
using CharRnnFast.Checkpoints;
using CharRnnFast.Model;

namespace CharRnnFast.Training;

/// <summary>A run's model and counters as they were at one step, in memory that is reserved once.</summary>
internal sealed class ModelSnapshot : ITensorStore
{
    private readonly TrainingRun _run;
    private readonly Dictionary<ModelTensor, float[]> _values = [];
    private long _iteration;
    private long _position;
    private long _epoch;
    private double _smoothLoss;
    private float _learningRate;
    private double _validation;
    private long _updates;

    /// <summary>Reserves memory for a run's model; it holds nothing yet.</summary>
    public ModelSnapshot(TrainingRun run)
    {
        _run = run;
        foreach (TensorSpec tensor in Tensors) _values[tensor.Tensor] = new float[tensor.Rows * tensor.Columns];
    }

    /// <summary>Bytes that one of a model takes.</summary>
    public static long BytesFor(in ModelShape shape)
    {
        long floats = 0;
        foreach (TensorSpec tensor in TensorTable.Of(shape)) floats += (long)tensor.Rows * tensor.Columns;
        return floats * sizeof(float);
    }

    /// <inheritdoc/>
    public ImmutableArray<TensorSpec> Tensors => _run.Trainer.Model.Tensors;

    /// <summary>Takes the run as it stands. Allocates nothing.</summary>
    /// <param name="validation">Its bits per symbol on the held-out text.</param>
    public void Take(double validation)
    {
        _validation = validation;
        (_iteration, _position, _epoch) = (_run.Iteration, _run.Position, _run.Epoch);
        (_smoothLoss, _learningRate) = (_run.SmoothLoss, _run.Trainer.LearningRate);
        ITensorStore model = _run.Trainer.Model;
        _updates = _run.Trainer.Updates;
        foreach (TensorSpec tensor in Tensors)
            for (int row = 0; row < tensor.Rows; row++)
                model.ReadRow(tensor, row, Row(tensor, row));
    }

    /// <summary>A run's metadata with the counters and the validation of the step that was taken.</summary>
    /// <param name="metadata">Of the run as it stands now.</param>
    public CheckpointMetadata At(CheckpointMetadata metadata) => metadata with
    {
        Iteration = _iteration,
        Position = _position,
        Epoch = _epoch,
        SmoothLoss = _smoothLoss,
        LearningRate = _learningRate,
        BestValidationBitsPerSymbol = _validation,
        ValidationsSinceBest = 0,
        Updates = metadata.Updates is null ? null : _updates,
    };

    /// <inheritdoc/>
    public bool Has(TensorSpec tensor) => true;

    /// <inheritdoc/>
    public void ReadRow(TensorSpec tensor, int row, Span<float> destination) => Row(tensor, row).CopyTo(destination);

    /// <inheritdoc/>
    public void WriteRow(TensorSpec tensor, int row, ReadOnlySpan<float> source)
    {
        if (_values.ContainsKey(tensor.Tensor)) source.CopyTo(Row(tensor, row));
        else if (tensor.Tensor is { Role: TensorRole.RecurrentBias, Memory: 0 }) AddToBias(tensor, row, source);
    }

    /// <inheritdoc/>
    public void RefreshDerived()
    {
        // Nothing is derived from these.
    }

    // Of min-char-rnn's model, which has one bias. x + 0 would lose the sign of a zero.
    private void AddToBias(TensorSpec tensor, int row, ReadOnlySpan<float> source)
    {
        Span<float> bias = _values[new(TensorRole.Bias, tensor.Tensor.Layer)].AsSpan(row * tensor.Columns, tensor.Columns);
        for (int i = 0; i < source.Length; i++)
            if (source[i] != 0) bias[i] += source[i];
    }

    private Span<float> Row(TensorSpec tensor, int row) =>
        _values[tensor.Tensor].AsSpan(row * tensor.Columns, tensor.Columns);
}
