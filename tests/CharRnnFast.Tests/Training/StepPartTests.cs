using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Threads;
using CsCheck;
using Xunit;

namespace CharRnnFast.Tests.Training;

/// <summary>What falls to the threads of a step is all of it, and nothing twice.</summary>
public sealed class StepPartTests
{
    private const string Seed = "0000KOIPe036";

    private static readonly Gen<(ModelShape Shape, int Threads)> Cases = Gen.Select(
        Gen.Int[1, 300], Gen.Int[2, 300], Gen.Int[1, 40], Gen.Int[1, 256], Gen.Int[2, 256],
        (hidden, vocab, steps, batch, threads) => (new ModelShape(hidden, vocab, steps, batch), threads));

    [Fact]
    public void ThreadsDivideWhatThereIs() => Cases.Sample(
        (shape, threads) =>
        {
            StepPart[] parts = [.. Enumerable.Range(0, threads).Select(thread => StepPart.OfStreams(shape, thread, threads))];
            AssertDivides(shape.BatchSize, 1, parts.Select(part => part.Streams));
            AssertDivides(shape.BatchSize * shape.SequenceLength, 1, parts.Select(part => part.Rows));
            AssertUpdatesAll(shape, parts);
        },
        seed: Seed);

    [Fact]
    public void SoDoALeaderAndItsFollowers() => Cases.Sample(
        (shape, threads) =>
        {
            StepPart[] parts = [.. Enumerable.Range(0, threads).Select(thread => StepPart.OfPipeline(shape, thread, threads))];
            AssertDivides(1, 1, parts.Select(part => part.Streams));
            AssertUpdatesAll(shape, parts);
        },
        seed: Seed);

    private static void AssertUpdatesAll(ModelShape shape, StepPart[] parts)
    {
        AssertDivides(shape.HiddenSize, 8, parts.Select(part => part.Recurrent));
        AssertDivides(shape.VocabSize, 8, parts.Select(part => part.Output));
        Assert.Single(parts, part => part.Input);
    }

    private static void AssertDivides(int count, int unit, IEnumerable<RowRange> ranges)
    {
        int end = 0;
        foreach (RowRange range in ranges.Where(range => range.Begin < range.End))
        {
            Assert.Equal(end, range.Begin);
            Assert.Equal(0, range.Begin % unit);
            end = range.End;
        }

        Assert.Equal(count, end);
    }
}
