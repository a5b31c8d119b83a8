using System.Collections.Immutable;

namespace CharRnnFast.Model;

/// <summary>
/// The tensors of a model: the one list that files, initial weights, the gradient check and snapshots walk. Parameters come first, then
/// what the optimizer keeps of them, then the states. min-char-rnn's algorithm has its names, everything else PyTorch's.
/// </summary>
internal static class TensorTable
{
    private static readonly ImmutableArray<(ModelTensor Tensor, string Name)> SeedNames =
    [
        (ModelTensor.Wxh, "Wxh"), (ModelTensor.Whh, "Whh"), (ModelTensor.Why, "Why"), (ModelTensor.bh, "bh"), (ModelTensor.by, "by"),
    ];

    /// <summary>The tensors of a model in the order of its file.</summary>
    public static ImmutableArray<TensorSpec> Of(in ModelShape shape) => shape.IsSeedAlgorithm ? OfSeed(shape) : OfPyTorch(shape);

    /// <summary>The same under PyTorch's names, also of min-char-rnn's algorithm, whose one bias is then two.</summary>
    public static ImmutableArray<TensorSpec> OfPyTorch(in ModelShape shape)
    {
        List<TensorSpec> parameters = [];
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            parameters.Add(Spec(shape, new(TensorRole.InputWeights, layer), $"rnn.weight_ih_l{layer}"));
            parameters.Add(Spec(shape, new(TensorRole.RecurrentWeights, layer), $"rnn.weight_hh_l{layer}"));
            parameters.Add(Spec(shape, new(TensorRole.Bias, layer), $"rnn.bias_ih_l{layer}"));
            parameters.Add(Spec(shape, new(TensorRole.RecurrentBias, layer), $"rnn.bias_hh_l{layer}"));
        }

        parameters.Add(Spec(shape, ModelTensor.Why, "out.weight"));
        parameters.Add(Spec(shape, ModelTensor.by, "out.bias"));
        List<TensorSpec> tensors = [.. parameters];
        foreach ((int memory, string prefix) in MemoriesOf(shape.Optimizer))
            foreach (TensorSpec parameter in parameters)
                if (IsTrained(shape, parameter.Tensor.Role))
                    tensors.Add(parameter with { Tensor = parameter.Tensor.MemoryOf(memory), Name = prefix + parameter.Name });
        tensors.Add(OfState(shape, ModelTensor.hprev, "hprev"));
        if (shape.Cell == Cell.Lstm) tensors.Add(OfState(shape, ModelTensor.cprev, "cprev"));
        return [.. tensors];
    }

    private static ImmutableArray<TensorSpec> OfSeed(in ModelShape shape)
    {
        var tensors = ImmutableArray.CreateBuilder<TensorSpec>();
        foreach ((ModelTensor tensor, string name) in SeedNames) tensors.Add(Spec(shape, tensor, name));
        foreach ((ModelTensor tensor, string name) in SeedNames) tensors.Add(Spec(shape, tensor.MemoryOf(1), "m" + name));
        tensors.Add(new(ModelTensor.hprev, "hprev", shape.BatchSize, shape.HiddenSize, [shape.BatchSize, shape.HiddenSize]));
        return tensors.ToImmutable();
    }

    /// <summary>What an optimizer keeps of each parameter: the tensors' number and the prefix of their names.</summary>
    public static ImmutableArray<(int Memory, string Prefix)> MemoriesOf(Optimizer optimizer) => optimizer switch
    {
        Optimizer.Adagrad => [(1, "adagrad.")],
        Optimizer.Rmsprop => [(1, "rmsprop.")],
        _ => [(1, "adam_m."), (2, "adam_v.")],
    };

    /// <summary>Whether a parameter is trained: a recurrent bias only where it is not the same as the other one.</summary>
    public static bool IsTrained(in ModelShape shape, TensorRole role) => role != TensorRole.RecurrentBias || shape.Cell == Cell.Gru;

    private static TensorSpec Spec(in ModelShape shape, ModelTensor tensor, string name)
    {
        (int h, int v, int gates) = (shape.HiddenSize, shape.VocabSize, shape.Gates);
        return tensor.Role switch
        {
            TensorRole.InputWeights => Matrix(gates * h, tensor.Layer == 0 ? v : h),
            TensorRole.RecurrentWeights => Matrix(gates * h, h),
            TensorRole.OutputWeights => Matrix(v, h),
            TensorRole.OutputBias => new(tensor, name, 1, v, [v]),
            _ => new(tensor, name, gates, h, [gates * h]),
        };

        TensorSpec Matrix(int rows, int columns) => new(tensor, name, rows, columns, [rows, columns]);
    }

    private static TensorSpec OfState(in ModelShape shape, ModelTensor tensor, string name) => new(
        tensor, name, shape.Layers * shape.BatchSize, shape.HiddenSize, [shape.Layers, shape.BatchSize, shape.HiddenSize]);
}
