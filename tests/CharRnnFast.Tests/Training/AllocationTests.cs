using CharRnnFast.Evaluation;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Sampling;
using CharRnnFast.Text;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Training;

/// <summary>Steps, samples and scores of every cell allocate nothing; all threads of a process are counted by the probe's tests.</summary>
public sealed class AllocationTests
{
    private const int Vocab = 20;

    public static TheoryData<ModelShape> Shapes
    {
        get
        {
            TheoryData<ModelShape> shapes = [];
            foreach (Cell cell in Enum.GetValues<Cell>())
                foreach (int batch in (int[])[1, 5, 34])
                    foreach ((Optimizer optimizer, double dropout) in
                        (ReadOnlySpan<(Optimizer, double)>)[(Optimizer.Adam, 0.2), (Optimizer.Rmsprop, 0), (Optimizer.Adagrad, 0.2)])
                        shapes.Add(new(32, Vocab, 7, batch) { Cell = cell, Layers = 2, Optimizer = optimizer, Dropout = dropout });
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void StepsSamplesAndScoresAllocateNothing(ModelShape shape)
    {
        byte[] text = [.. Enumerable.Range(0, 600).Select(i => (byte)('a' + (i < Vocab ? i : i * i % Vocab)))];
        using Corpus corpus = new TextLoader(EncodingChoice.Auto, 256).LoadBytes(text, "a text").Corpus;
        using TrainingRun run = new(new(RnnKernelTable.Native().For(32, Vocab), shape, seed: 1), corpus);
        using Sampler sampler = new(run.Trainer, corpus.Vocabulary);
        using Evaluator evaluator = new(run.Trainer);
        int[] symbols = [.. Enumerable.Range(0, 100).Select(i => i % Vocab)];
        for (int step = 0; step < 100; step++) Use();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 100; step++) Use();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(run.Epoch > 0);

        void Use()
        {
            run.Step();
            sampler.CopyHiddenState();
            sampler.KeepHiddenState();
            sampler.Next(3);
            sampler.RestoreHiddenState();
            evaluator.BeginStored();
            evaluator.Add(symbols);
        }
    }
}
