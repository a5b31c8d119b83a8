using System.CommandLine;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Model;

namespace CharRnnFast.Cli.Commands;

/// <summary>The sizes of the model that <c>gradcheck</c> and <c>bench</c> try.</summary>
internal sealed class ModelShapeOptions
{
    private readonly ValueOption<long> _hidden = Options.Integer("--hidden", "hidden size H", 1, 1024, 100);
    private readonly ValueOption<long> _vocab = Options.Integer("--vocab", "vocabulary size V", 2, 1024, 65);
    private readonly ValueOption<long> _sequenceLength = Options.Integer("--sequence-length", "steps T of one sequence", 1, 1024, 25);
    private readonly ValueOption<long> _batch = Options.Integer("--batch", "parallel streams B", 1, CheckpointFormat.MaxBatchSize, 1);

    /// <summary>Makes them options of a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_hidden);
        command.Options.Add(_vocab);
        command.Options.Add(_sequenceLength);
        command.Options.Add(_batch);
    }

    /// <summary>The sizes asked for.</summary>
    public ModelShape Read(ParseResult parsed) => new(
        (int)parsed.GetValue(_hidden), (int)parsed.GetValue(_vocab), (int)parsed.GetValue(_sequenceLength), (int)parsed.GetValue(_batch));
}
