using System.Diagnostics;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.Tests.Running;
using CharRnnFast.Cli.Training;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Tests;

/// <summary>When the best model goes into its file.</summary>
public sealed class BestModelTests
{
    [Fact]
    public void ItIsSavedAtMostOnceInTenSecondsAndWhenAskedFor()
    {
        using Scratch scratch = new();
        using Corpus corpus = new TextLoader(EncodingChoice.Utf8, 256).LoadFile(scratch.Text).Corpus;
        using Trainer trainer = new(RnnKernelTable.Native().For(4, corpus.Vocabulary.Count), new(4, corpus.Vocabulary.Count, 5));
        TrainingRun run = new(trainer, corpus);
        BestModel best = new(run, () => TrainingState.Capture(run, 1), new(scratch.Model));
        best.SaveIfDue(Stopwatch.GetTimestamp());
        Assert.False(File.Exists(scratch.Model));

        long[] seconds = [0, 5, 9, 11];
        long[] expected = [1, 1, 1, 4];
        long start = 0;
        for (int i = 0; i < seconds.Length; i++)
        {
            run.Step();
            best.Take(10 - i);
            best.SaveIfDue(i == 0 ? Stopwatch.GetTimestamp() : start + (seconds[i] * Stopwatch.Frequency));
            if (i == 0) start = Stopwatch.GetTimestamp();
            Assert.Equal(expected[i], SavedIteration(scratch.Model));
        }

        run.Step();
        best.Take(1);
        run.Step();
        best.Take(1);
        best.Save();
        Assert.Equal(5, SavedIteration(scratch.Model));
        File.Delete(scratch.Model);
        best.Save();
        Assert.False(File.Exists(scratch.Model), "what the file holds already was saved again");
    }

    [Fact]
    public void MetadataOfAnotherKindOfModelAreNotWritten()
    {
        using Scratch scratch = new();
        using Corpus corpus = new TextLoader(EncodingChoice.Utf8, 256).LoadFile(scratch.Text).Corpus;
        using Trainer trainer = new(RnnKernelTable.Native().For(4, corpus.Vocabulary.Count), new(4, corpus.Vocabulary.Count, 5));
        CheckpointMetadata metadata = TrainingState.Capture(new(trainer, corpus), 1);
        using CheckpointWriter writer = new(scratch.Model);
        writer.Save(metadata, trainer.Model);
        byte[] before = File.ReadAllBytes(scratch.Model);
        foreach (CheckpointMetadata other in (CheckpointMetadata[])[
            metadata with { Dropout = 0.5 }, metadata with { Optimizer = Optimizer.Adam }, metadata with { Layers = 2 }])
            Assert.Throws<ArgumentException>(() => writer.Save(other, trainer.Model));
        Assert.Equal(before, File.ReadAllBytes(scratch.Model));
    }

    private static long SavedIteration(string path)
    {
        using Checkpoint checkpoint = Checkpoint.Open(path);
        return checkpoint.Metadata.Iteration!.Value;
    }
}
