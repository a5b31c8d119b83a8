using CharRnnFast.Evaluation;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Sampling;
using CharRnnFast.Text;
using CharRnnFast.Threads;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests;

/// <summary>What a program of others may call, and what it gets for a wrong call: an exception, never memory that is not its own.</summary>
public sealed class PublicApiTests : IDisposable
{
    private const int Hidden = 9;
    private const int Steps = 3;
    private const string Text = "abcdabdcabcd abcd";

    private static readonly int[] Three = [0, 1, 2];

    private readonly Corpus _corpus = Corpus.FromString(Text);
    private readonly Trainer _trainer = new(RnnKernelTable.Native().For(Hidden, 5), new(Hidden, 5, Steps), seed: 1);
    private readonly string _path = Path.Join(Path.GetTempPath(), $"charrnn-api-{Guid.NewGuid():N}");

    public void Dispose()
    {
        _trainer.Dispose();
        _corpus.Dispose();
        File.Delete(_path);
    }

    [Fact]
    public void ThereAreFewPublicTypes() =>
        Assert.InRange(typeof(Trainer).Assembly.GetExportedTypes().Length, 1, 35);

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(100_000_000)]
    [InlineData(int.MinValue)]
    public void SymbolsAreChecked(int symbol)
    {
        using Sampler sampler = new(_trainer, _corpus.Vocabulary);
        using Evaluator evaluator = new(_trainer);
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Next(symbol));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Feed(symbol));
        Assert.Throws<ArgumentOutOfRangeException>(() => evaluator.Feed(symbol));
        Assert.Throws<ArgumentException>(() => evaluator.Add([0, symbol]));
        Assert.Throws<ArgumentException>(() => _trainer.Step([0, symbol, 0], Three));
        Assert.Throws<ArgumentException>(() => _trainer.Step(Three, [0, symbol, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _corpus.Vocabulary.Decode([symbol]));
    }

    [Fact]
    public void TheNumberOfSymbolsIsChecked()
    {
        Assert.Throws<ArgumentException>(() => _trainer.Step([0, 1], Three));
        Assert.Throws<ArgumentException>(() => _trainer.Step(Three, [0, 1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _corpus.Read(Text.Length - 1, new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _corpus.Read(-1, new int[1]));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(-1)]
    public void RatesAreChecked(float value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _trainer.LearningRate = value);
        Assert.Throws<ArgumentOutOfRangeException>(() => _trainer.Clip = value);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRun(_trainer, _corpus) { LearningRateDecay = value });
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(1L << 53)]
    public void SeedsAreChecked(long seed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(_trainer.Kernel, _trainer.Shape, seed));

    [Theory]
    [InlineData(Hidden, 5, 1 << 30, 1)]
    [InlineData(Hidden, 5, 0, 1)]
    [InlineData(Hidden, 5, 3, 0)]
    [InlineData(Hidden, 5, 3, int.MaxValue)]
    [InlineData(1 << 30, 5, 3, 1)]
    [InlineData(Hidden, 1, 3, 1)]
    public void SizesAreChecked(int hidden, int vocab, int sequenceLength, int batchSize)
    {
        ModelShape shape = new(hidden, vocab, sequenceLength, batchSize);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(_trainer.Kernel, shape, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _trainer.Kernel.TrainingBytes(shape));
    }

    [Fact]
    public void WhatIsDisposedIsNotUsed()
    {
        using Sampler sampler = new(_trainer, _corpus.Vocabulary);
        using Evaluator evaluator = new(_trainer);
        TrainingRun run = new(_trainer, _corpus);
        run.Dispose();
        run.Dispose();
        Assert.Throws<ObjectDisposedException>(() => run.Step());
        Assert.Throws<ObjectDisposedException>(() => run.Save(_path));
        Assert.Throws<ObjectDisposedException>(() => _trainer.Step(Three, Three));
        Assert.Throws<ObjectDisposedException>(() => sampler.Next(0));
        Assert.Throws<ObjectDisposedException>(() => sampler.Generate("", 1));
        Assert.Throws<ObjectDisposedException>(() => evaluator.Add(Three));
        Assert.Throws<ObjectDisposedException>(() => _trainer.Model.ReadRow(ModelTensor.Whh, 0, new float[Hidden]));
    }

    [Fact]
    public void ADisposedTeamIsNotWaitedFor()
    {
        ThreadTeam team = new(2);
        using Trainer trainer = new(_trainer.Kernel, new(Hidden, 5, Steps), seed: 1, team);
        trainer.Step(Three, Three);
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => trainer.Step(Three, Three));
    }

    [Fact]
    public void AStepOnSymbolsIsThatOfARunOverThem()
    {
        using TrainingRun run = new(new(_trainer.Kernel, _trainer.Shape, seed: 1), _corpus);
        int[] window = new int[Steps + 1];
        _corpus.Read(0, window);
        Assert.Equal(run.Step(), _trainer.Step(window.AsSpan(..Steps), window.AsSpan(1..)));
    }

    [Fact]
    public void ARunGoesOnWhereItWasSaved()
    {
        using TrainingRun run = new(_trainer, _corpus) { LearningRateDecay = 0.9 };
        for (int step = 0; step < 20; step++) run.Step();
        run.Save(_path);
        using TrainingRun resumed = TrainingRun.Resume(_path, _corpus, RnnKernelTable.Native());
        for (int step = 0; step < 20; step++) Assert.Equal(run.Step(), resumed.Step());
        run.Save(_path);
        byte[] bytes = File.ReadAllBytes(_path);
        resumed.Save(_path);
        Assert.Equal(bytes, File.ReadAllBytes(_path));
    }

    [Fact]
    public void ALoadedSamplerWritesWhatTheTrainersDoes()
    {
        using TrainingRun run = new(_trainer, _corpus);
        for (int step = 0; step < 20; step++) run.Step();
        run.Save(_path);
        using Sampler sampler = new(_trainer, _corpus.Vocabulary), loaded = Sampler.Load(_path, RnnKernelTable.Native());
        string text = sampler.Generate("ab", 30);
        Assert.Equal((30, text), (text.Length, loaded.Generate("ab", 30)));
        Assert.ThrowsAny<CharRnnException>(() => sampler.Generate("x", 1));
    }

    [Fact]
    public void TextsAreEncodedAndDecoded()
    {
        using Corpus corpus = Corpus.FromString("a\u00E9\U0001F600\n");
        Assert.Equal([0, 1, 2, 3], corpus.Vocabulary.Encode("\na\u00E9\U0001F600"));
        Assert.Equal("\U0001F600a", corpus.Vocabulary.Decode([3, 1]));
        Assert.Equal((true, 2), (corpus.Vocabulary.TryIndexOf(0xE9, out int index), index));
        Assert.Equal((false, -1), (corpus.Vocabulary.TryIndexOf('b', out index), index));
        Assert.ThrowsAny<CharRnnException>(() => corpus.Vocabulary.Encode("b"));
        Assert.Throws<System.Text.EncoderFallbackException>(() => Corpus.FromString("a\uD800"));
        Assert.ThrowsAny<CharRnnException>(() => Corpus.FromString("aaa"));
        Assert.Throws<ArgumentException>(() => new Sampler(_trainer, corpus.Vocabulary));
    }

    [Fact]
    public void AModelWithoutAKernelNamesTheRemedy() =>
        Assert.Contains("RnnKernel", Assert.ThrowsAny<CharRnnException>(() => RnnKernelTable.Native().For(1024, 256)).Message);
}
