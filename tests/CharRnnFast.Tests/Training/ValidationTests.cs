using CharRnnFast.Checkpoints;
using CharRnnFast.Evaluation;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Training;

/// <summary>Held-out text, the history of validations, decay of the learning rate, and the model that is kept.</summary>
public sealed class ValidationTests
{
    private const int Hidden = 5;
    private const int SequenceLength = 4;

    [Fact]
    public void TheBestIsKeptAndPatienceCountsWhatFollows()
    {
        ValidationHistory history = new(0.1, every: 10, patience: 3);
        Assert.Equal(
            [true, false, false, true, false, false, false],
            ((double[])[3, 3, double.NaN, 2, 2.5, double.PositiveInfinity, 2]).Select(history.Add));
        Assert.Equal((2, 3, 7, 2), (history.Best, history.SinceBest, history.Count, history.Last));
        Assert.True(history.PatienceExhausted);
        Assert.False(new ValidationHistory(0.1, 10, 0, best: 2, sinceBest: 99).PatienceExhausted);
        Assert.Equal([false, true, false, true], ((long[])[5, 10, 15, 20]).Select(history.IsDue));
    }

    [Fact]
    public void WithoutANumberNoValidationIsTheBest()
    {
        ValidationHistory history = new(0.1, 1, 1);
        Assert.False(history.Add(double.NaN));
        Assert.Equal((null, 1), (history.Best, history.SinceBest));
    }

    [Fact]
    public void NoHeldOutSymbolIsEverTrainedOn()
    {
        // The held-out part has a symbol of its own.
        using Corpus corpus = Load(new string('a', 60) + "bbb" + new string('c', 30));
        using Trainer trainer = TrainerFor(corpus);
        TextSplit split = TextSplit.Of(corpus.Length, 30.5 / 93);
        TrainingRun run = new(trainer, corpus, split.Training);
        Assert.Equal((63, 30), (split.Training, split.HeldOut));
        for (int step = 0; step < 100; step++)
        {
            run.Step();
            Assert.DoesNotContain(2, trainer.Inputs.ToArray());
            Assert.DoesNotContain(2, trainer.Targets.ToArray());
        }

        Assert.Equal(15, run.StepsPerEpoch);
        Assert.Equal(6, run.Epoch);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRun(trainer, corpus, corpus.Length + 1));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(40_000)]
    public void TheFirstHeldOutSymbolsAreScored(int heldOut)
    {
        using Corpus corpus = Load(string.Concat(Enumerable.Range(0, 100 + heldOut).Select(i => (char)('a' + (i * i % 7)))));
        using Trainer trainer = TrainerFor(corpus);
        trainer.Model.Initialize(4);
        trainer.Model.WriteRow(ModelTensor.hprev, 0, [.. Enumerable.Range(0, Hidden).Select(i => 0.1f * i)]);
        using Evaluator evaluator = new(KernelFor(corpus), trainer.Model);
        double bits = new HeldOutText(corpus, new(100, heldOut)).BitsPerSymbol(evaluator);
        int[] symbols = new int[Math.Min(heldOut, 16384)];
        corpus.Read(100, symbols);
        evaluator.BeginStored();
        evaluator.Add(symbols);
        Assert.Equal((symbols.Length - 1, bits), (evaluator.Result.Symbols, evaluator.Result.BitsPerSymbol));
    }

    [Fact]
    public void TheLearningRateDecaysAtEachEpochsEndAndNeverBecomes0()
    {
        using Corpus corpus = Load("abcabcabcabcabc");
        using Trainer trainer = TrainerFor(corpus);
        TrainingRun run = new(trainer, corpus) { LearningRateDecay = 0.3 };
        float expected = trainer.LearningRate;
        for (long epoch = 0; epoch < 200; epoch++)
        {
            do run.Step();
            while (!run.NextStepRewinds);
            Assert.Equal((epoch, expected), (run.Epoch, trainer.LearningRate));
            expected = Math.Max((float)(expected * 0.3), float.Epsilon);
        }

        Assert.Equal(float.Epsilon, trainer.LearningRate);
    }

    [Fact]
    public void ASnapshotHoldsTheModelOfItsStepAndIsReadBackAsIt()
    {
        using Corpus corpus = Load("abcabdabeabcabd");
        using Trainer trainer = TrainerFor(corpus);
        trainer.Model.Initialize(1);
        TrainingRun run = new(trainer, corpus);
        for (int step = 0; step < 5; step++) run.Step();
        ModelSnapshot snapshot = new(run);
        snapshot.Take(2);
        ValidationHistory history = new(0.1, 5, 0);
        history.Add(2);
        CheckpointMetadata expected = TrainingState.Capture(run, 1, history);
        int[] bits = Kernels.DrawnModel.Bits(trainer.Model);

        for (int step = 0; step < 7; step++) run.Step();
        history.Add(3);
        Assert.Equal(expected, snapshot.At(TrainingState.Capture(run, 1, history)));
        foreach (TensorSpec tensor in snapshot.Tensors) Restore(snapshot, tensor, trainer.Model);
        Assert.Equal(bits, Kernels.DrawnModel.Bits(trainer.Model));
    }

    [Fact]
    public void AValidationStartsFromTheStateOfStream0AfterALineFeed()
    {
        using Corpus corpus = Load(string.Concat(Enumerable.Repeat("ab\nc", 30)));
        using Trainer trainer = new(KernelFor(corpus), new(Hidden, corpus.Vocabulary.Count, SequenceLength, 3));
        trainer.Model.Initialize(4);
        TrainingRun run = new(trainer, corpus, 60);
        for (int step = 0; step < 4; step++) run.Step();
        using Evaluator evaluator = new(KernelFor(corpus), trainer.Model);
        double bits = new HeldOutText(corpus, new(60, 60)).BitsPerSymbol(evaluator);

        int[] symbols = new int[60];
        corpus.Read(60, symbols);
        evaluator.BeginStored();
        evaluator.Add([corpus.Vocabulary.IndexOf('\n'), .. symbols]);
        double withFirst = evaluator.Result.Nats;
        evaluator.BeginStored();
        evaluator.Add([corpus.Vocabulary.IndexOf('\n'), symbols[0]]);
        Assert.Equal((withFirst - evaluator.Result.Nats) / 59 / Math.Log(2), bits, 1e-9);
        evaluator.Begin();
        evaluator.Add(symbols);
        Assert.NotEqual(evaluator.Result.BitsPerSymbol, bits);
    }

    [Fact]
    public void AValidationThatWasNotDueEntersNeitherTheBestNorPatience()
    {
        ValidationHistory history = new(0.1, 5, 1);
        Assert.True(history.Add(2));
        Assert.True(history.Note(1));
        Assert.False(history.Note(3));
        Assert.Equal((2.0, 0L, 3.0, 3L, false), (history.Best!.Value, history.SinceBest, history.Last!.Value, history.Count,
            history.PatienceExhausted));
        Assert.True(history.Add(1.5));
    }

    private static void Restore(ModelSnapshot snapshot, TensorSpec tensor, ITensorStore model)
    {
        float[] values = new float[tensor.Columns];
        for (int row = 0; row < tensor.Rows; row++)
        {
            snapshot.ReadRow(tensor, row, values);
            model.WriteRow(tensor, row, values);
        }
    }

    private static Corpus Load(string text) =>
        new TextLoader(EncodingChoice.Utf8, 256).LoadBytes(System.Text.Encoding.UTF8.GetBytes(text), "a text").Corpus;

    private static Kernel KernelFor(Corpus corpus) => RnnKernelTable.Native().Find(Hidden, corpus.Vocabulary.Count)!;

    private static Trainer TrainerFor(Corpus corpus) => new(KernelFor(corpus), new(Hidden, corpus.Vocabulary.Count, SequenceLength));
}
