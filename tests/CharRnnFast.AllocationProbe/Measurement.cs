using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Training;
using CharRnnFast.Evaluation;
using CharRnnFast.Kernels;
using CharRnnFast.Logs;
using CharRnnFast.Text;
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
    /// <returns>Managed bytes allocated and collections during the measured steps.</returns>
    public static (long Bytes, int Collections) Run(string textPath, string logPath)
    {
        KernelTable kernels = RnnKernelTable.Native();
        using Corpus corpus = new TextLoader(EncodingChoice.Auto, kernels.LargestVocab).LoadFile(textPath).Corpus;
        Kernel kernel = kernels.Find(100, corpus.Vocabulary.Count)!;
        using Trainer trainer = kernel.CreateTrainer(new(100, corpus.Vocabulary.Count, 25));
        trainer.Model.Initialize(1);
        TextSplit split = TextSplit.Of(corpus.Length, HeldOut);
        TrainingRun run = new(trainer, corpus, split.Training) { LearningRateDecay = 0.999 };
        using LogWriter log = new(LogStart.Fresh(logPath, overwrite: true), Describe(kernel, corpus));
        StopRule stop = StopRule.AfterIterations(WarmUpSteps + MeasuredSteps);
        AllocationCounter counter = new(run, WarmUpSteps, WarmUpSteps + MeasuredSteps);
        using StopSignals signals = new();
        ValidationHistory validations = new(HeldOut, StepsPerValidation, patience: 0);
        using Evaluator evaluator = kernel.CreateEvaluator(trainer.Model);
        BestModel best = new(run, () => TrainingState.Capture(run, corpus, 1, validations), new(logPath + ".best"));
        IStepObserver[] observers =
        [
            new ValidationObserver(run, validations, new(corpus, split), evaluator, best, new()),
            new EagerProgress(run, stop, new()),
            new LogObserver(run, log, StepsPerLogLine, validations),
            counter,
        ];
        new TrainingLoop(run, stop, signals, observers).Run();
        return (counter.Bytes, counter.Collections);
    }

    private static LogRun Describe(Kernel kernel, Corpus corpus)
    {
        string set = kernel.InstructionSet.ToString();
        return new("0", 100, corpus.Vocabulary.Count, 25, 1, 0.1f, 5, 1, TextEncoding.Utf8, corpus.Length, 0, 1, set, kernel.Name);
    }
}
