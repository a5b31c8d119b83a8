using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Steps;

/// <summary>What falls to one of the threads that share a step.</summary>
/// <param name="Streams">Of several streams those of the recurrences.</param>
/// <param name="Layers">Of one stream the layers of a walker.</param>
/// <param name="Columns">Of one stream through one large layer: the columns that a thread computes.</param>
/// <param name="Rows">Rows of logits and what is computed from them.</param>
/// <param name="Output">Of one stream: rows of the output weights, which are updated before the backward recurrence ends.</param>
/// <param name="Updates">What it updates when all recurrences are done.</param>
internal readonly record struct StepPart(
    RowRange Streams, RowRange Layers, RowRange Columns, RowRange Rows, RowRange Output, MatrixRows[] Updates)
{
    // Rows that the transpositions take at once.
    private const int BlockRows = 8;

    // Floats of a line: no two threads write into one.
    private const int ColumnUnit = 16;

    // Parts of the updates for the thread that walks over Whh. What another one updates is in that one's cache, and costs the next walk
    // more than it saves: half the rows 28.4 us, 3/4 24.4, all 24.9 (H = 100, 2 threads, Zen 4); H = 256: 160, 158, 191; H = 512: 690,
    // 676, 710.
    private const int PartsOfLeader = 3;

    /// <summary>Several streams: all threads do the same work on other rows.</summary>
    public static StepPart OfStreams(in Buffers b, int thread, int threads) => new(
        RowRange.Share(b.Shape.BatchSize, 1, thread, thread + 1, threads),
        default,
        default,
        RowRange.Share(b.Rows, 1, thread, thread + 1, threads),
        default,
        MatrixRows.Share(b.Matrices, _ => true, thread, thread + 1, threads));

    /// <summary>
    /// One stream: each thread has columns of its own, whole lines of all rows, and beside them as many rows as the others.
    /// </summary>
    public static StepPart OfColumns(in Buffers b, int columns, int thread, int threads) => new(
        default,
        default,
        RowRange.Share(columns, ColumnUnit, thread, thread + 1, threads),
        RowRange.Share(b.Rows, 1, thread, thread + 1, threads),
        default,
        MatrixRows.Share(b.Matrices, _ => true, thread, thread + 1, threads));

    /// <summary>
    /// One stream: the first threads walk through the layers' recurrences; the others take turns with the rows of logits, some at a time.
    /// </summary>
    public static StepPart OfLayers(in Buffers b, int thread, int threads)
    {
        int layers = b.Layers.Length, walkers = Math.Min(threads, layers), ofLeader = layers == 1 ? PartsOfLeader : 1;
        int parts = threads - 1 + ofLeader, first = thread == 0 ? 0 : thread - 1 + ofLeader;
        return new(
            default,
            thread < walkers ? RowRange.Share(layers, 1, thread, thread + 1, walkers) : default,
            default,
            default,
            thread == 0 ? default : RowRange.Share(b.VocabSize, BlockRows, thread - 1, thread, threads - 1),
            MatrixRows.Share(b.Matrices, role => role != TensorRole.OutputWeights, first, thread + ofLeader, parts));
    }
}
