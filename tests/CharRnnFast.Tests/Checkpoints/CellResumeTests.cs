using System.Diagnostics;
using System.Text;
using CharRnnFast.Checkpoints;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Tests.Files;
using CharRnnFast.Tests.Kernels;
using CharRnnFast.Text;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Checkpoints;

/// <summary>Runs of every cell, optimizer and dropout that are saved and continued, and models that go over to another optimizer.</summary>
public sealed class CellResumeTests : IDisposable
{
    private const int Hidden = 7;
    private const int Steps = 5;

    private static readonly KernelTable Kernels = RnnKernelTable.Native();

    private readonly TemporaryFolder _folder = new();
    private readonly Corpus _corpus = new TextLoader(EncodingChoice.Auto, 256).LoadBytes(Text(), "the text").Corpus;

    [Theory]
    [ClassData(typeof(CellModels))]
    public void ARunInTwoPartsHasTheBytesOfTheWhole(ModelShape shape)
    {
        foreach (int batch in (int[])[1, 2, 33])
        {
            ModelShape model = shape with
            {
                HiddenSize = Hidden,
                VocabSize = _corpus.Vocabulary.Count,
                SequenceLength = Steps,
                BatchSize = batch,
            };
            using TrainingRun whole = new(new(Kernels.For(Hidden, model.VocabSize), model, seed: 3), _corpus);
            for (int step = 0; step < 8; step++) whole.Step();
            whole.Save(_folder["first"]);

            // More than an epoch: a text of 33 streams has few steps.
            for (int step = 0; step < 15; step++) whole.Step();
            whole.Save(_folder["whole"]);

            using TrainingRun second = TrainingRun.Resume(_folder["first"], _corpus, Kernels);
            Assert.Equal(model, second.Trainer.Shape);
            for (int step = 0; step < 15; step++) second.Step();
            second.Save(_folder["second"]);
            Assert.Equal(whole.Loss, second.Loss);
            Assert.True(File.ReadAllBytes(_folder["whole"]).AsSpan().SequenceEqual(File.ReadAllBytes(_folder["second"])), $"{model}");
            Assert.Equal(23, shape.Optimizer == Optimizer.Adam ? second.Trainer.Updates : 23);
        }
    }

    [Theory]
    [InlineData(Optimizer.Adagrad, 0.3)]
    [InlineData(Optimizer.Rmsprop, 0)]
    [InlineData(Optimizer.Adam, 0)]
    [InlineData(Optimizer.Adam, 0.3)]
    public void AModelOfFormat1TrainsOnWithAnotherOptimizerAndTheOtherWayRound(Optimizer optimizer, double dropout)
    {
        ModelShape seed = new(Hidden, _corpus.Vocabulary.Count, Steps);
        ModelShape other = seed with { Optimizer = optimizer, Dropout = dropout };
        CheckGoesOver(seed, other);
        CheckGoesOver(other, seed);
    }

    [Theory]
    [InlineData(Cell.Gru)]
    [InlineData(Cell.Lstm)]
    public void SoDoesAModelOfFormat2(Cell cell)
    {
        ModelShape adam = new(Hidden, _corpus.Vocabulary.Count, Steps, 2) { Cell = cell, Layers = 2, Dropout = 0.3 };
        CheckGoesOver(adam, adam with { Optimizer = Optimizer.Rmsprop });
        CheckGoesOver(adam with { Optimizer = Optimizer.Adagrad }, adam);
    }

    [Fact]
    public void AdagradsMemoryGoesOnWhereOnlyDropoutIsNew()
    {
        ModelShape seed = new(Hidden, _corpus.Vocabulary.Count, Steps);
        using TrainingRun run = Trained(seed);
        run.Save(_folder["seed"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["seed"]);
        using Trainer trainer = new(Kernels.For(Hidden, seed.VocabSize), seed with { Dropout = 0.5 }, seed: 3);
        checkpoint.LoadInto(trainer.Model);
        foreach (TensorSpec tensor in run.Trainer.Model.Tensors)
            Assert.Equal(Rows(run.Trainer.Model, tensor.Tensor), Rows(trainer.Model, tensor.Tensor));
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData((1L << 53) - 1)]
    public void ManyUpdatesTakeNoTime(long updates)
    {
        using TrainingRun run = Trained(new(Hidden, _corpus.Vocabulary.Count, Steps) { Cell = Cell.Lstm });
        Stopwatch watch = Stopwatch.StartNew();
        run.Trainer.ResumeUpdates(updates);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        Assert.Equal(updates, run.Trainer.Updates);

        // Nothing is left to correct for: the step is the learning rate itself.
        Assert.True(double.IsFinite(run.Step()));
        Assert.Equal((0.002f, 1f), (run.Trainer.Model.Buffers.StepSize, run.Trainer.Model.Buffers.RootScale));
        Assert.Equal(Math.Min(updates + 1, CheckpointFormat.MaxInteger), run.Trainer.Updates);
        run.Save(_folder["many"]);
        Checkpoint.Open(_folder["many"]).Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6500)]
    [InlineData(999_999)]
    public void UpdatesAreMultipliedUp(int updates)
    {
        using Trainer trainer = new(Kernels.For(2, 2), new(2, 2, 1) { Cell = Cell.Gru }, seed: 1);
        trainer.ResumeUpdates(updates);
        trainer.Step([0], [1]);
        (double p1, double p2) = (1, 1);
        for (int update = 0; update <= updates; update++) (p1, p2) = (p1 * 0.9, p2 * 0.999);
        Assert.Equal((float)(0.002f / (1 - p1)), trainer.Model.Buffers.StepSize);
        Assert.Equal((float)(1 / Math.Sqrt(1 - p2)), trainer.Model.Buffers.RootScale);
    }

    public void Dispose()
    {
        _corpus.Dispose();
        _folder.Dispose();
    }

    private static byte[] Text() => Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 60).Select(i => $"{(char)('a' + (i * i % 11))} text, part {i % 7}\n")));

    private void CheckGoesOver(ModelShape from, ModelShape to)
    {
        using TrainingRun run = Trained(from);
        run.Save(_folder["from"]);
        using Checkpoint checkpoint = Checkpoint.Open(_folder["from"]);
        using Trainer trainer = new(Kernels.For(Hidden, to.VocabSize), to, seed: 3);
        checkpoint.LoadInto(trainer.Model, withMemory: false);
        foreach (TensorSpec tensor in trainer.Model.Tensors)
        {
            float[][] rows = Rows(trainer.Model, tensor.Tensor);
            if (tensor.Tensor.Memory != 0) Assert.All(rows, row => Assert.All(row, value => Assert.Equal(0, value)));
            else if (run.Trainer.Model.Has(tensor.Tensor)) Assert.Equal(Rows(run.Trainer.Model, tensor.Tensor), rows);
        }

        using TrainingRun second = TrainingState.Continue(trainer, _corpus, checkpoint.Metadata);
        for (int step = 0; step < 20; step++) second.Step();
        second.Save(_folder["to"]);
        using TrainingRun third = TrainingRun.Resume(_folder["to"], _corpus, Kernels);
        Assert.Equal(to, third.Trainer.Shape);
        Assert.Equal(second.Step(), third.Step());
        Assert.Equal(DrawnModel.Bits(second.Trainer.Model), DrawnModel.Bits(third.Trainer.Model));
    }

    private TrainingRun Trained(ModelShape shape)
    {
        TrainingRun run = new(new(Kernels.For(Hidden, shape.VocabSize), shape, seed: 3), _corpus);
        for (int step = 0; step < 10; step++) run.Step();
        return run;
    }

    private static float[][] Rows(ModelMemory model, ModelTensor tensor)
    {
        (int rows, int columns) = model.SizeOf(tensor);
        float[][] values = Array.ConvertAll(new float[rows][], _ => new float[columns]);
        for (int row = 0; row < rows; row++) model.ReadRow(tensor, row, values[row]);
        return values;
    }
}
