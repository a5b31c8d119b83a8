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
        Gen.Int[1, 300], Gen.Int[2, 300], Gen.Int[1, 40], Gen.Int[1, 256], Gen.Select(Gen.Int[2, 256], Gen.Int[1, 3], Gen.Enum<Cell>()),
        (hidden, vocab, steps, batch, rest) =>
            (new ModelShape(hidden, vocab, steps, batch) { Layers = rest.Item2, Cell = rest.Item3 }, rest.Item1));

    [Fact]
    public void ThreadsDivideWhatThereIs() => Cases.Sample(
        (shape, threads) =>
        {
            Buffers b = BuffersOf(shape);
            StepPart[] parts = [.. Enumerable.Range(0, threads).Select(thread => StepPart.OfStreams(b, thread, threads))];
            AssertDivides(shape.BatchSize, 1, parts.Select(part => part.Streams));
            AssertDivides(shape.BatchSize * shape.SequenceLength, 1, parts.Select(part => part.Rows));
            AssertUpdatesAll(b.Matrices, parts, _ => true);
        },
        seed: Seed);

    [Fact]
    public void SoDoWalkersAndTheirFollowers() => Cases.Sample(
        (shape, threads) =>
        {
            Buffers b = BuffersOf(shape);
            StepPart[] parts = [.. Enumerable.Range(0, threads).Select(thread => StepPart.OfLayers(b, thread, threads))];
            AssertDivides(shape.Layers, 1, parts.Select(part => part.Layers));
            AssertDivides(shape.VocabSize, 8, parts.Select(part => part.Output));
            AssertUpdatesAll(b.Matrices, parts, w => w.Role != TensorRole.OutputWeights);
        },
        seed: Seed);

    // Only roles and rows count here: no memory is behind them.
    private static Buffers BuffersOf(ModelShape shape)
    {
        Buffers b = new() { Shape = shape, Layers = new LayerBuffers[shape.Layers] };
        b.ListMatrices();
        return b;
    }

    private static void AssertUpdatesAll(WeightMatrix[] matrices, StepPart[] parts, Func<WeightMatrix, bool> isTaken)
    {
        for (int i = 0; i < matrices.Length; i++)
        {
            IEnumerable<MatrixRows> rows = parts.SelectMany(part => part.Updates).Where(rows => rows.Matrix == i);
            AssertDivides(isTaken(matrices[i]) ? matrices[i].Rows : 0, 8, rows.Select(part => new RowRange(part.Begin, part.End)));
        }
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
