using CharRnnFast.Checking;
using CharRnnFast.Model;
using CharRnnFast.Random;
using CharRnnFast.Steps;
using CharRnnFast.Training;

namespace CharRnnFast.Tests.Checking;

/// <summary>The float64 network with the weights of a trainer, and the states of its stream 0.</summary>
internal static class TrainedNetwork
{
    /// <summary>
    /// A trainer after some steps, so that no state is 0. Its larger weights make the states last, and count for the outputs; with much
    /// larger ones rounding errors would grow from step to step.
    /// </summary>
    public static Trainer Trainer(Kernel kernel, ModelShape shape)
    {
        Trainer trainer = new(kernel, shape, seed: 11);
        foreach (TensorSpec tensor in trainer.Model.Tensors.Where(tensor => tensor.Tensor.IsParameter))
            Scale(trainer.Model, tensor, tensor.Tensor.Role switch
            {
                TensorRole.RecurrentWeights => shape.IsSeedNetwork ? 20 : 1.6f,
                TensorRole.InputWeights => shape.IsSeedNetwork ? 50 : 1,
                TensorRole.OutputWeights => shape.IsSeedNetwork ? 100 : 4,
                _ => 1,
            });
        trainer.Model.RefreshDerived();
        Xoshiro256StarStar random = new(12);
        int[] symbols = new int[shape.SequenceLength * shape.BatchSize], targets = new int[symbols.Length];
        for (int step = 0; step < 20; step++)
        {
            Draw(symbols, shape.VocabSize, ref random);
            Draw(targets, shape.VocabSize, ref random);
            trainer.Step(symbols, targets);
        }

        return trainer;
    }

    public static ReferenceNetwork Of(Trainer trainer)
    {
        ModelShape shape = trainer.Shape;
        ReferenceNetwork network = new(shape.Cell, shape.Layers, shape.HiddenSize, shape.VocabSize);
        foreach ((TensorRole role, int layer) in network.Tensors)
            foreach ((int row, double[] values) in network.Parameter(role, layer).Index())
                Row(trainer, new(role, layer), row).CopyTo(values, 0);
        (network.HiddenState, network.CellState) = StateOf(trainer);
        return network;
    }

    /// <summary>The states of stream 0, [L][H]; cell states 0 where there are none.</summary>
    public static (double[][] Hidden, double[][] Cell) StateOf(Trainer trainer)
    {
        ModelShape shape = trainer.Shape;
        double[][] hidden = new double[shape.Layers][], cells = new double[shape.Layers][];
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            int row = layer * shape.BatchSize;
            hidden[layer] = Row(trainer, ModelTensor.hprev, row);
            cells[layer] = shape.Cell == Cell.Lstm ? Row(trainer, ModelTensor.cprev, row) : new double[shape.HiddenSize];
        }

        return (hidden, cells);
    }

    private static void Scale(ModelMemory model, TensorSpec tensor, float factor)
    {
        float[] values = new float[tensor.Columns];
        for (int row = 0; row < tensor.Rows; row++)
        {
            model.ReadRow(tensor.Tensor, row, values);
            model.WriteRow(tensor.Tensor, row, Array.ConvertAll(values, value => value * factor));
        }
    }

    private static double[] Row(Trainer trainer, ModelTensor tensor, int row)
    {
        float[] values = new float[trainer.Model.SizeOf(tensor).Columns];
        trainer.Model.ReadRow(tensor, row, values);
        return Array.ConvertAll(values, value => (double)value);
    }

    private static void Draw(int[] symbols, int vocabSize, ref Xoshiro256StarStar random)
    {
        foreach (ref int symbol in symbols.AsSpan())
            symbol = (int)(random.Uniform() * vocabSize);
    }
}
