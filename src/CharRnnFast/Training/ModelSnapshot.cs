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

    /// <summary>Reserves memory for a run's model; it holds nothing yet.</summary>
    public ModelSnapshot(TrainingRun run)
    {
        _run = run;
        foreach (ModelTensor tensor in Enum.GetValues<ModelTensor>())
        {
            if (!Model.Has(tensor)) continue;
            (int rows, int columns) = Model.SizeOf(tensor);
            _values[tensor] = new float[rows * columns];
        }
    }

    private ModelMemory Model => _run.Trainer.Model;

    /// <summary>Takes the run as it stands. Allocates nothing.</summary>
    /// <param name="validation">Its bits per symbol on the held-out text.</param>
    public void Take(double validation)
    {
        _validation = validation;
        (_iteration, _position, _epoch) = (_run.Iteration, _run.Position, _run.Epoch);
        (_smoothLoss, _learningRate) = (_run.SmoothLoss, _run.Trainer.LearningRate);
        foreach (ModelTensor tensor in _values.Keys)
        {
            int rows = Model.SizeOf(tensor).Rows;
            for (int row = 0; row < rows; row++) Model.ReadRow(tensor, row, Row(tensor, row));
        }
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
    };

    /// <inheritdoc/>
    public bool Has(ModelTensor tensor) => _values.ContainsKey(tensor);

    /// <inheritdoc/>
    public (int Rows, int Columns) SizeOf(ModelTensor tensor) => Model.SizeOf(tensor);

    /// <inheritdoc/>
    public void ReadRow(ModelTensor tensor, int row, Span<float> destination) => Row(tensor, row).CopyTo(destination);

    /// <inheritdoc/>
    public void WriteRow(ModelTensor tensor, int row, ReadOnlySpan<float> source) => source.CopyTo(Row(tensor, row));

    /// <inheritdoc/>
    public void RefreshDerived()
    {
        // Nothing is derived from these.
    }

    private Span<float> Row(ModelTensor tensor, int row)
    {
        int columns = Model.SizeOf(tensor).Columns;
        return _values[tensor].AsSpan(row * columns, columns);
    }
}
