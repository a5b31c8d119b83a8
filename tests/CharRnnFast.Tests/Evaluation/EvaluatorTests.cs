using CharRnnFast.Evaluation;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Tests.Kernels;
using Xunit;

namespace CharRnnFast.Tests.Evaluation;

/// <summary>Scores of texts against the float64 reference, and on every instruction set.</summary>
public sealed class EvaluatorTests
{
    private const int Hidden = 37;
    private const int Vocab = 17;

    private static readonly int[] Text = [.. Enumerable.Range(0, 1000).Select(i => ((i * i) + (i / 7)) % Vocab)];

    [Theory]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(66)]
    [InlineData(1000)]
    public void AgreesWithTheFloat64Model(int length)
    {
        using DrawnModel model = new(RnnKernelTable.Native().Find(Hidden, Vocab)!, new(Hidden, Vocab, 1));
        model.Reference.HiddenState = new double[Hidden];
        double expected = model.Reference.Forward(Text[..(length - 1)], Text[1..length]);
        using Evaluator evaluator = new(RnnKernelTable.Native().For(Hidden, Vocab), model.Trainer.Model);
        EvaluationResult result = Evaluate(evaluator, Text[..length], pieces: 1);

        Assert.Equal(length - 1, result.Symbols);
        Assert.InRange(result.Nats, expected * (1 - 1e-6), expected * (1 + 1e-6));
        Assert.Equal(result.Nats / (length - 1), result.NatsPerSymbol);
        Assert.Equal(result.NatsPerSymbol / Math.Log(2), result.BitsPerSymbol, 1e-14);
        Assert.Equal(Math.Exp(result.NatsPerSymbol), result.Perplexity, 1e-9);
    }

    [Theory]
    [ClassData(typeof(InstructionSets))]
    public void GivesTheSameBitsOnEverySetHoweverTheTextIsCut(InstructionSet set)
    {
        double expected = NatsOn(InstructionSet.Portable, pieces: 1);
        foreach (int pieces in (int[])[1, 2, 7, 1000])
            Assert.Equal(expected, NatsOn(set, pieces));
    }

    [Fact]
    public void StartsAgainFromNothing()
    {
        Kernel kernel = RnnKernelTable.Native().Find(Hidden, Vocab)!;
        using ModelMemory weights = kernel.ReserveWeights(new(Hidden, Vocab, 1));
        weights.Initialize(3);
        using Evaluator evaluator = new(kernel, weights);
        EvaluationResult first = Evaluate(evaluator, Text, pieces: 1);
        Assert.Equal(first, Evaluate(evaluator, Text, pieces: 3));
        Assert.Equal(default, Evaluate(evaluator, [], pieces: 1));
        Assert.Equal(default, Evaluate(evaluator, [5], pieces: 1));
        Assert.True(double.IsNaN(evaluator.Result.BitsPerSymbol));
    }

    [Fact]
    public void RefusesFreedMemory()
    {
        Kernel kernel = RnnKernelTable.Native().Find(Hidden, Vocab)!;
        ModelMemory weights = kernel.ReserveWeights(new(Hidden, Vocab, 1));
        using Evaluator evaluator = new(kernel, weights);
        evaluator.Begin();
        weights.Dispose();
        Assert.Throws<ObjectDisposedException>(() => evaluator.Add([1, 2]));
        Assert.Throws<ObjectDisposedException>(evaluator.Begin);
    }

    private static double NatsOn(InstructionSet set, int pieces)
    {
        Kernel kernel = InstructionSets.Kernel(set, Hidden, Vocab);
        using ModelMemory weights = kernel.ReserveWeights(new(Hidden, Vocab, 1));
        weights.Initialize(3);
        using Evaluator evaluator = new(kernel, weights);
        return Evaluate(evaluator, Text, pieces).Nats;
    }

    private static EvaluationResult Evaluate(Evaluator evaluator, int[] text, int pieces)
    {
        evaluator.Begin();
        foreach (int[] piece in text.Chunk(Math.Max(text.Length / pieces, 1)))
            evaluator.Add(piece);
        return evaluator.Result;
    }
}
