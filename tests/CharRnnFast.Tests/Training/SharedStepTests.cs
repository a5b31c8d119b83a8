using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Numerics;
using CharRnnFast.Steps;
using CharRnnFast.Tests.Golden;
using CharRnnFast.Tests.Kernels;
using CharRnnFast.Text;
using CharRnnFast.Threads;
using CharRnnFast.Training;
using Xunit;

namespace CharRnnFast.Tests.Training;

/// <summary>Steps that threads share: the bytes are those of one thread, whoever comes first.</summary>
public sealed class SharedStepTests : IDisposable
{
    private const int Iterations = 300;

    private static readonly KernelTable Delayed = new KernelTable<Lanes1, float>(
        InstructionSet.Portable, [new DelayedRoutines(24), new DelayedRoutines(40)], [40], [24]);

    private static readonly KernelTable DelayedColumns = new KernelTable<Lanes1, float>(
        InstructionSet.Portable, [new DelayedRoutines(16), new DelayedRoutines(24), new DelayedRoutines(64), new DelayedRoutines(208)],
        [208], [24]);

    private readonly string _folder = Directory.CreateTempSubdirectory("charrnn-threads-").FullName;

    public static TheoryData<InstructionSet, int> SetsAndBatches
    {
        get
        {
            TheoryData<InstructionSet, int> cases = [];
            foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
                foreach (int batch in (int[])[1, 2, 5, 32])
                    cases.Add(set, batch);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(SetsAndBatches))]
    public void AnyNumberOfThreadsGivesTheSameBytes(InstructionSet set, int batch) =>
        CheckThreads(InstructionSets.Kernel(set, 37, 17), new(37, 17, 11, batch), Iterations);

    // The stock size, with gradients in registers and stored.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(32)]
    public void SoItDoesAtTheUsualSizes(int batch) =>
        CheckThreads(RnnKernelTable.Native().Find(100, 65)!, new(100, 65, 25, batch), Iterations);

    [Fact]
    public void ThreadsWithNothingToDoDoNothing() => CheckThreads(RnnKernelTable.Native().Find(1, 2)!, new(1, 2, 1), Iterations);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    [InlineData(5, 2)]
    [InlineData(5, 3)]
    [InlineData(5, 8)]
    public void DelaysBetweenThePhasesChangeNothing(int batch, int threads)
    {
        ModelShape shape = new(37, 17, 11, batch);
        Assert.Equal(
            HashOf(RnnKernelTable.Portable().Find(37, 17)!, shape, threads: 1, Iterations),
            HashOf(Delayed.Find(37, 17)!, shape, threads, Iterations));
    }

    [Theory]
    [InlineData(Cell.Rnn, 1, 3)]
    [InlineData(Cell.Gru, 1, 2)]
    [InlineData(Cell.Lstm, 1, 3)]
    [InlineData(Cell.Rnn, 33, 3)]
    [InlineData(Cell.Gru, 50, 2)]
    [InlineData(Cell.Lstm, 5, 8)]
    public void NorDoTheyOfOtherCells(Cell cell, int batch, int threads)
    {
        ModelShape shape = new(37, 17, 11, batch) { Cell = cell, Layers = 2, Dropout = 0.2 };
        const int iterations = 30;
        Assert.Equal(
            HashOf(RnnKernelTable.Portable().Find(37, 17)!, shape, threads: 1, iterations),
            HashOf(Delayed.Find(37, 17)!, shape, threads, iterations));
    }

    public static TheoryData<InstructionSet, Cell, int> LargeLayers
    {
        get
        {
            TheoryData<InstructionSet, Cell, int> cases = [];
            foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
            {
                cases.Add(set, Cell.Rnn, 600);
                cases.Add(set, Cell.Rnn, 401);
                cases.Add(set, Cell.Gru, 230);
                cases.Add(set, Cell.Lstm, 195);
            }

            return cases;
        }
    }

    // Columns that no width holds alone, in several panels.
    [Theory]
    [MemberData(nameof(LargeLayers))]
    public void LargeLayersAreDividedByColumns(InstructionSet set, Cell cell, int hidden)
    {
        ModelShape shape = new(hidden, 17, 7) { Cell = cell, Dropout = cell == Cell.Gru ? 0.2 : 0 };
        Kernel kernel = InstructionSets.Kernel(set, hidden, 17);
        AssertDividesColumns(kernel, shape);
        CheckThreads(kernel, shape, iterations: 12);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void DelaysBetweenColumnsChangeNothing(int threads)
    {
        ModelShape shape = new(200, 17, 5) { Cell = Cell.Lstm, Dropout = 0.2 };
        const int iterations = 6;
        AssertDividesColumns(DelayedColumns.Find(200, 17)!, shape);
        Assert.Equal(
            HashOf(RnnKernelTable.Portable().Find(200, 17)!, shape, threads: 1, iterations),
            HashOf(DelayedColumns.Find(200, 17)!, shape, threads, iterations));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void StepsSharedOrNotGiveTheSameBytes(int batch)
    {
        Kernel kernel = RnnKernelTable.Native().Find(37, 17)!;
        ModelShape shape = new(37, 17, 11, batch);
        const int withTrials = 300; // the first are tried after 64 steps
        Assert.Equal(HashOf(kernel, shape, threads: 1, withTrials), HashOf(kernel, shape, threads: 2, withTrials, isOptional: true));
    }

    [Fact]
    public void StepsOfSeveralTeamsDoNotMeet()
    {
        Kernel kernel = RnnKernelTable.Native().Find(37, 17)!;
        ModelShape one = new(37, 17, 11), five = new(37, 17, 11, 5);
        string[] expected = [HashOf(kernel, one, 1, Iterations), HashOf(kernel, five, 1, Iterations)];
        string[] hashes = new string[2];
        Parallel.Invoke(() => hashes[0] = HashOf(kernel, one, 2, Iterations), () => hashes[1] = HashOf(kernel, five, 2, Iterations));
        Assert.Equal(expected, hashes);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void AssertDividesColumns(Kernel kernel, ModelShape shape)
    {
        using ThreadTeam team = new(2);
        using ModelMemory model = kernel.ReserveTraining(shape, threads: 2, storeGradients: false);
        Assert.IsType<SharedColumns>(SharedStep.Create(kernel, model, team));
    }

    private void CheckThreads(Kernel kernel, ModelShape shape, int iterations)
    {
        string expected = HashOf(kernel, shape, threads: 1, iterations);
        foreach (int threads in (int[])[2, 3, 8])
            Assert.Equal((threads, expected), (threads, HashOf(kernel, shape, threads, iterations)));
    }

    private string HashOf(Kernel kernel, ModelShape shape, int threads, int iterations, bool isOptional = false)
    {
        using Corpus corpus = TextFor(shape);
        using ThreadTeam team = new(threads) { IsOptional = isOptional };
        using Trainer trainer = new(kernel, shape, team: team);
        trainer.Model.Initialize(1);
        TrainingRun run = new(trainer, corpus);
        while (run.Iteration < iterations)
            run.Step();
        return SavedHash.Of(run, Path.Combine(_folder, $"{Guid.NewGuid()}.safetensors"));
    }

    // Some steps more than one epoch of each stream; all symbols occur.
    private static Corpus TextFor(ModelShape shape)
    {
        byte[] text = new byte[shape.VocabSize + (shape.BatchSize * ((9 * shape.SequenceLength) + 3))];
        for (int i = 0; i < text.Length; i++)
            text[i] = (byte)(' ' + (i < shape.VocabSize ? i : ((7 * i * i) + (3 * i) + (i / 5)) % shape.VocabSize));
        return new TextLoader(EncodingChoice.Auto, 256).LoadBytes(text, "the threads' text").Corpus;
    }
}
