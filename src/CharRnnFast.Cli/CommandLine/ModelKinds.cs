using CharRnnFast.Model;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>The kinds of value that say what a model is, for every command that takes them.</summary>
internal static class ModelKinds
{
    /// <summary>What an optimizer that is not chosen is.</summary>
    public const string DefaultOptimizer = "adagrad for one layer of rnn, else adam";

    public static ValueKind<Cell> Cell { get; } =
        ValueKind.Choice([Model.Cell.Rnn, Model.Cell.Gru, Model.Cell.Lstm], CellNames.All);

    public static ValueKind<long> Layers { get; } = ValueKind.Integer(1, ModelShape.MaxLayers);

    public static ValueKind<Optimizer> Optimizer { get; } =
        ValueKind.Choice([Model.Optimizer.Adagrad, Model.Optimizer.Rmsprop, Model.Optimizer.Adam], OptimizerNames.All);

    public static ValueKind<double> Dropout { get; } = ValueKind.Real("from 0 up to below 1", value => value is >= 0 and < 1);
}
