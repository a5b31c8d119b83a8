using CharRnnFast.Kernels;
using CharRnnFast.Text;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Training;

/// <summary>The walk over a text: where steps take place, what the counters say, when a run is over.</summary>
public sealed class TrainingRunTests
{
    private const int Vocab = 3;
    private const int Epochs = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void StepsTakePlaceWhereTheRuleSays(int sequenceLength)
    {
        for (int length = sequenceLength + 1; length < sequenceLength + 25; length++)
            CheckWalk(sequenceLength, length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void TheStepsForetoldAreThoseThatCome(int sequenceLength)
    {
        for (int length = sequenceLength + 1; length < sequenceLength + 25; length++)
            CheckForecast(sequenceLength, length);
    }

    [Fact]
    public void StepsLeftAreRightAfterAChangeOfTheSequenceLength()
    {
        using Corpus corpus = TextOf(50);
        using Trainer trainer = TrainerFor(4);
        TrainingRun run = new(trainer, corpus, iteration: 3, position: 21, epoch: 1, smoothLoss: 1);
        StopRule rule = StopRule.AfterEpochs(Epochs);
        long? left = rule.StepsLeft(run);
        while (!rule.IsReached(run))
            run.Step();
        Assert.Equal(left, run.Iteration - 3);
    }

    [Fact]
    public void TheHiddenStateReturnsTo0WithThePointer()
    {
        using Corpus corpus = TextOf(8);
        using Trainer trainer = TrainerFor(3), fresh = TrainerFor(3);
        TrainingRun run = new(trainer, corpus), first = new(fresh, corpus);
        trainer.LearningRate = fresh.LearningRate = 1e-30f;
        trainer.Model.Initialize(1);
        fresh.Model.Initialize(1);

        double loss = first.Step();
        for (int step = 0; step < 6; step++)
            Assert.Equal(run.NextStepRewinds, run.Step() == loss);
        Assert.Equal(2, run.Epoch);
    }

    [Fact]
    public void TheLossIsSmoothedFromThatOfUniformGuesses()
    {
        using Corpus corpus = TextOf(40);
        using Trainer trainer = TrainerFor(5);
        TrainingRun run = new(trainer, corpus);
        double expected = 5 * Math.Log(Vocab);
        Assert.Equal(expected, run.SmoothLoss, 1e-14);
        for (int step = 0; step < 10; step++)
        {
            expected = (0.999 * expected) + (0.001 * run.Step());
            Assert.Equal(expected, run.SmoothLoss, 1e-12);
            Assert.Equal(run.SmoothLoss / (5 * Math.Log(2)), run.BitsPerSymbol, 1e-12);
        }
    }

    [Fact]
    public void OneRunInTwoPartsIsTheSameRun()
    {
        using Corpus corpus = TextOf(30);
        using Trainer whole = TrainerFor(4), parts = TrainerFor(4);
        whole.Model.Initialize(9);
        parts.Model.Initialize(9);
        TrainingRun expected = new(whole, corpus), first = new(parts, corpus);
        for (int step = 0; step < 20; step++)
            expected.Step();
        for (int step = 0; step < 11; step++)
            first.Step();
        TrainingRun second = TrainingState.Continue(parts, corpus, TrainingState.Capture(first, seed: 9));
        for (int step = 11; step < 20; step++)
            second.Step();

        Assert.Equal(
            (expected.Iteration, expected.Epoch, expected.Position, expected.SmoothLoss, expected.Loss),
            (second.Iteration, second.Epoch, second.Position, second.SmoothLoss, second.Loss));
        Assert.Equal(Kernels.DrawnModel.Bits(whole.Model), Kernels.DrawnModel.Bits(parts.Model));
    }

    [Fact]
    public void RefusesATextThatDoesNotFitTheModel()
    {
        using Corpus corpus = TextOf(10);
        using Trainer tooLong = TrainerFor(10);
        Assert.Throws<ArgumentException>(() => new TrainingRun(tooLong, corpus));
        using Trainer otherVocabulary = new(RnnKernelTable.Portable().For(2, 5), new(2, 5, 1));
        Assert.Throws<ArgumentException>(() => new TrainingRun(otherVocabulary, corpus));
    }

    private static void CheckWalk(int sequenceLength, int length)
    {
        using Corpus corpus = TextOf(length);
        using Trainer trainer = TrainerFor(sequenceLength);
        TrainingRun run = new(trainer, corpus);
        int p = 0, epoch = 0;
        for (int step = 0; step < 60; step++)
        {
            bool rewinds = step == 0 || p + sequenceLength + 1 >= length;
            Assert.Equal((p, epoch, rewinds), (run.Position, run.Epoch, run.NextStepRewinds));
            if (rewinds)
                (p, epoch) = (0, step == 0 ? 0 : epoch + 1);
            Assert.Equal(SymbolAt(p), run.NextInput);

            run.Step();
            Assert.Equal(Enumerable.Range(p, sequenceLength).Select(SymbolAt), trainer.Inputs.ToArray());
            Assert.Equal(Enumerable.Range(p + 1, sequenceLength).Select(SymbolAt), trainer.Targets.ToArray());
            p += sequenceLength;
        }
    }

    private static void CheckForecast(int sequenceLength, int length)
    {
        using Corpus corpus = TextOf(length);
        using Trainer trainer = TrainerFor(sequenceLength);
        TrainingRun run = new(trainer, corpus);
        StopRule rule = StopRule.AfterEpochs(Epochs);
        List<long?> foretold = [];
        for (; !rule.IsReached(run); run.Step())
            foretold.Add(rule.StepsLeft(run));

        Assert.Equal(Epochs - 1, run.Epoch);
        Assert.True(run.NextStepRewinds);
        Assert.Equal(Epochs * run.StepsPerEpoch, run.Iteration);
        Assert.Equal(Enumerable.Range(1, (int)run.Iteration).Reverse().Select(left => (long?)left), foretold);
        Assert.Equal(0, rule.StepsLeft(run));
    }

    private static Trainer TrainerFor(int sequenceLength) => new(RnnKernelTable.Native().For(2, Vocab), new(2, Vocab, sequenceLength));

    private static int SymbolAt(int position) => (position + (position / Vocab)) % Vocab;

    private static Corpus TextOf(int length) => new TextLoader(new Vocabulary(TextEncoding.Bytes, [.. "abc"]))
        .LoadBytes([.. Enumerable.Range(0, length).Select(i => (byte)('a' + SymbolAt(i)))], "a text").Corpus;
}
