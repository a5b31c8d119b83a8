using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Random;
using CharRnnFast.Steps;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Model;

/// <summary>A model's memory: what fresh weights are, what it holds, and that freed memory is never touched.</summary>
public sealed class ModelMemoryTests
{
    [Fact]
    public void FreshWeightsAreDrawnRowByRowInTheOrderOfTheMatrices()
    {
        using ModelMemory model = RnnKernelTable.Portable().Find(9, 5)!.ReserveWeights(new(9, 5, 1));
        model.Initialize((1L << 53) - 1);
        NormalDistribution normal = new((1UL << 53) - 1);
        (ModelTensor, int, int)[] shapes = [(ModelTensor.Wxh, 9, 5), (ModelTensor.Whh, 9, 9), (ModelTensor.Why, 5, 9)];
        foreach ((ModelTensor tensor, int rows, int columns) in shapes)
            for (int row = 0; row < rows; row++)
                Assert.Equal([.. Enumerable.Range(0, columns).Select(_ => (float)(0.01 * normal.Next()))], Row(model, tensor, row));
        Assert.All(Row(model, ModelTensor.bh, 0), bias => Assert.Equal(0, bias));
        Assert.All(Row(model, ModelTensor.by, 0), bias => Assert.Equal(0, bias));
    }

    [Fact]
    public void WeightsHaveAHiddenStateAndNoAdagradMemory()
    {
        using ModelMemory model = RnnKernelTable.Portable().Find(9, 5)!.ReserveWeights(new(9, 5, 1));
        Assert.Equal(
            [ModelTensor.Wxh, ModelTensor.Whh, ModelTensor.Why, ModelTensor.bh, ModelTensor.by, ModelTensor.hprev],
            model.Tensors.Select(tensor => tensor.Tensor).Where(model.Has));
    }

    [Fact]
    public void FreedMemoryIsNotTouched()
    {
        Trainer trainer = new(RnnKernelTable.Native().For(9, 5), new(9, 5, 3));
        trainer.Dispose();
        trainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => trainer.Step());
        Assert.Throws<ObjectDisposedException>(() => trainer.Inputs[0] = 1);
        Assert.Throws<ObjectDisposedException>(() => Row(trainer.Model, ModelTensor.Whh, 0));
        Assert.Throws<ObjectDisposedException>(() => trainer.Model.Initialize(1));
        Assert.False(trainer.Model.MarginsAreIntact);
    }

    [Fact]
    public void TheLongestSequenceTrains()
    {
        KernelTable table = RnnKernelTable.Native();
        ModelShape shape = new(table.MaxHidden, 24, 1024);
        using Trainer trainer = new(table.For(shape.HiddenSize, shape.VocabSize), shape, storeGradients: true);
        for (int row = 0; row < shape.SequenceLength; row++)
            (trainer.Inputs[row], trainer.Targets[row]) = (row % shape.VocabSize, (row + 1) % shape.VocabSize);
        Assert.Equal(shape.SequenceLength * Math.Log(shape.VocabSize), trainer.Step(), 1e-9);
        Assert.True(trainer.Model.MarginsAreIntact && trainer.Model.PaddingIsIntact);
    }

    private static float[] Row(ModelMemory model, ModelTensor tensor, int row)
    {
        float[] values = new float[model.SizeOf(tensor).Columns];
        model.ReadRow(tensor, row, values);
        return values;
    }
}
