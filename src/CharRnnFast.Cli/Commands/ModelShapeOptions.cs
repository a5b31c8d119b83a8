using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Model;

namespace CharRnnFast.Cli.Commands;

/// <summary>The sizes of the model that <c>gradcheck</c> and <c>bench</c> try.</summary>
internal sealed class ModelShapeOptions(Command command)
{
    private readonly Option<long> _hidden = new(command, "--hidden", "hidden size H", ValueKind.Integer(1, ModelShape.MaxHiddenSize), 100);
    private readonly Option<long> _vocab =
        new(command, "--vocab", "vocabulary size V", ValueKind.Integer(ModelShape.MinVocabSize, ModelShape.MaxVocabSize), 65);
    private readonly Option<long> _sequenceLength =
        new(command, "--sequence-length", "steps T of one sequence", ValueKind.Integer(1, ModelShape.MaxSequenceLength), 25);

    private readonly Option<long> _batch =
        new(command, "--batch", "parallel streams B", ValueKind.Integer(1, ModelShape.MaxBatchSize), 1);

    /// <summary>The sizes asked for.</summary>
    public ModelShape Shape => new((int)_hidden.Value, (int)_vocab.Value, (int)_sequenceLength.Value, (int)_batch.Value);
}
