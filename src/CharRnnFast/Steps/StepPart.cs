using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Steps;

/// <summary>What falls to one of the threads that share a step.</summary>
/// <param name="Streams">Streams of the recurrences.</param>
/// <param name="Rows">Rows of logits and what is computed from them.</param>
/// <param name="Recurrent">Rows of Whh to update.</param>
/// <param name="Output">Rows of Why to update.</param>
/// <param name="Input">Whether it updates Wxh and the biases.</param>
internal readonly record struct StepPart(RowRange Streams, RowRange Rows, RowRange Recurrent, RowRange Output, bool Input)
{
    // Rows that the transpositions take at once.
    private const int BlockRows = 8;

    // The update of Wxh and the biases takes as long as that of this number of rows (H = 100, V = 65, T = 25: 1.2 us, and 0.07 a row).
    private const int RowsOfInput = 16;

    // Parts of Whh for the thread that walks over it. What another one updates is in that one's cache, and costs the next walk more than it
    // saves: half the rows 28.4 us, 3/4 24.4, all 24.9 (H = 100, 2 threads, Zen 4); H = 256: 160, 158, 191; H = 512: 690, 676, 710.
    private const int PartsOfLeader = 3;

    /// <summary>Several streams: all threads do the same work on other rows.</summary>
    public static StepPart OfStreams(ModelShape shape, int thread, int threads)
    {
        int recurrent = Padded(shape.HiddenSize), output = Padded(shape.VocabSize);
        RowRange updates = RowRange.Share(recurrent + output + RowsOfInput, BlockRows, thread, thread + 1, threads);
        return new(
            RowRange.Share(shape.BatchSize, 1, thread, thread + 1, threads),
            RowRange.Share(shape.BatchSize * shape.SequenceLength, 1, thread, thread + 1, threads),
            updates.Within(0, shape.HiddenSize),
            updates.Within(recurrent, shape.VocabSize),
            updates.Begin <= recurrent + output && recurrent + output < updates.End);
    }

    /// <summary>
    /// One stream: thread 0 walks through the recurrences; the others take turns with the rows of logits, some at a time.
    /// </summary>
    public static StepPart OfPipeline(ModelShape shape, int thread, int threads)
    {
        int recurrent = Padded(shape.HiddenSize), parts = threads - 1 + PartsOfLeader;
        int first = thread == 0 ? 0 : thread - 1 + PartsOfLeader;
        RowRange updates = RowRange.Share(recurrent + RowsOfInput, BlockRows, first, thread + PartsOfLeader, parts);
        return new(
            new(0, thread == 0 ? 1 : 0),
            default,
            updates.Within(0, shape.HiddenSize),
            thread == 0 ? default : RowRange.Share(shape.VocabSize, BlockRows, thread - 1, thread, threads - 1),
            updates.Begin <= recurrent && recurrent < updates.End);
    }

    private static int Padded(int rows) => (rows + BlockRows - 1) / BlockRows * BlockRows;
}
