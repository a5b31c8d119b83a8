using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Model;

namespace CharRnnFast.Cli.Commands;

/// <summary>The model that <c>gradcheck</c> and <c>bench</c> try.</summary>
internal sealed class ModelShapeOptions(Command command, bool takesOptimizer)
{
    private readonly Option<long> _hidden = new(command, "--hidden", "hidden size H", ValueKind.Integer(1, ModelShape.MaxHiddenSize), 100);
    private readonly Option<Cell> _cell = new(command, "--cell", "what each layer computes", ModelKinds.Cell, Cell.Rnn);
    private readonly Option<long> _layers = new(command, "--layers", "layers", ModelKinds.Layers, 1);
    private readonly Option<double> _dropout =
        new(command, "--dropout", "share of each layer's outputs that is dropped on their way up", ModelKinds.Dropout, 0);

    private readonly Option<Optimizer>? _optimizer = takesOptimizer
        ? new(command, "--optimizer", "what changes the weights", ModelKinds.Optimizer) { DefaultText = ModelKinds.DefaultOptimizer }
        : null;

    private readonly Option<long> _vocab =
        new(command, "--vocab", "vocabulary size V", ValueKind.Integer(ModelShape.MinVocabSize, ModelShape.MaxVocabSize), 65);
    private readonly Option<long> _sequenceLength =
        new(command, "--sequence-length", "steps T of one sequence", ValueKind.Integer(1, ModelShape.MaxSequenceLength), 25);

    private readonly Option<long> _batch =
        new(command, "--batch", "parallel streams B", ValueKind.Integer(1, ModelShape.MaxBatchSize), 1);

    /// <summary>The model asked for.</summary>
    public ModelShape Shape
    {
        get
        {
            ModelShape shape = new((int)_hidden.Value, (int)_vocab.Value, (int)_sequenceLength.Value, (int)_batch.Value)
            {
                Cell = _cell.Value,
                Layers = (int)_layers.Value,
                Dropout = _dropout.Value,
            };
            return _optimizer is { IsGiven: true } ? shape with { Optimizer = _optimizer.Value } : shape;
        }
    }
}
