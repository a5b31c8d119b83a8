using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Training;
using CharRnnFast.Evaluation;
using CharRnnFast.Kernels;
using CharRnnFast.Logs;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Threads;
using CharRnnFast.Training;

namespace CharRnnFast.AllocationProbe;

/// <summary>Counts what the training loop allocates.</summary>
internal static class Measurement
{
    private const int WarmUpSteps = 1000;
    private const int MeasuredSteps = 2000;
    private const int StepsPerLogLine = 100;
    private const int StepsPerValidation = 250;
    private const double HeldOut = 0.1;

    /// <summary>Trains on a text, logging to a path and showing progress on standard error after every step.</summary>
    /// <param name="textPath">The text.</param>
    /// <param name="logPath">The log.</param>
    /// <param name="threads">Threads that share a step.</param>
    /// <param name="model">The model but for its vocabulary, which is the text's.</param>
    /// <returns>Managed bytes allocated by all threads and collections during the measured steps.</returns>
    public static (long Bytes, int Collections) Run(string textPath, string logPath, int threads, ModelShape model)
    {
        KernelTable kernels = RnnKernelTable.Native();
        using Corpus corpus = new TextLoader(EncodingChoice.Auto, kernels.MaxVocab).LoadFile(textPath).Corpus;
        ModelShape shape = model with { VocabSize = corpus.Vocabulary.Count };
        Kernel kernel = kernels.Find(shape.HiddenSize, shape.VocabSize)!;
        using ThreadTeam team = new(threads);
        using Trainer trainer = new(kernel, shape, seed: 1, team);
        TextSplit split = TextSplit.Of(corpus.Length, HeldOut);
        TrainingRun run = new(trainer, corpus, split.Training) { LearningRateDecay = 0.999 };
        using LogWriter log = new(LogStart.Fresh(logPath, overwrite: true), Describe(kernel, corpus, threads, shape));
        AllocationCounter counter = new(run, WarmUpSteps, WarmUpSteps + MeasuredSteps);
        using StopSignals signals = new();
        signals.Listen();
        ValidationHistory validations = new(HeldOut, StepsPerValidation, patience: 0);
        using Evaluator evaluator = new(kernel, trainer.Model);
        StopRule stop = StopRule.AfterIterations(WarmUpSteps + MeasuredSteps, validations);
        BestModel best = new(run, () => TrainingState.Capture(run, 1, validations), new(logPath + ".best"))
        {
            Period = long.MaxValue / 2, // saves allocate: only the first, which comes with the warm-up
        };
        IStepObserver[] observers =
        [
            new ValidationObserver(run, stop, new(corpus, split), evaluator, best, new()),
            new EagerProgress(run, stop, new()),
            new LogObserver(run, log, StepsPerLogLine, validations),
            new LossWatch(run, new()),
            counter,
        ];
        new TrainingLoop(run, stop, signals, observers).Run();
        return (counter.Bytes, counter.Collections);
    }

    private static LogRun Describe(Kernel kernel, Corpus corpus, int threads, ModelShape shape)
    {
        string set = kernel.InstructionSet.ToString();
        return new(
            "0", shape.HiddenSize, shape.VocabSize, shape.SequenceLength, shape.BatchSize, 0.1f, 5, 1, TextEncoding.Utf8, corpus.Length, 0,
            threads, set, kernel.Name);
    }
}
