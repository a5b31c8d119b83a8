using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.Reports;
using CharRnnFast.Cli.Resources;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Evaluation;
using CharRnnFast.Files;
using CharRnnFast.Kernels;
using CharRnnFast.Logs;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Threads;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// One run of <c>train</c>: every check, then the set-up, the notes and the loop. Files are touched only once nothing is left to check.
/// </summary>
internal sealed class TrainSession(TrainOptions options, StandardError error)
{
    // What the warning of a missing Adagrad memory advises.
    private const float SmallLearningRate = 0.001f;

    private readonly KernelTable _kernels = RnnKernelTable.Native();
    private readonly StopSignals _signals = new(error.KeepLiveLine);

    /// <summary>Trains, and tells the exit code.</summary>
    public int Run()
    {
        error.IsQuiet = options.Quiet.IsGiven;
        using Checkpoint? stored = ResumedModel.Open(options);
        using OutputFiles files = OutputFiles.Check(options, stored);
        LoadedText text = LoadText(stored);
        using Corpus corpus = text.Corpus;
        TextSplit split = TextSplit.Of(corpus.Length, options.Validation.Over(stored));
        ModelShape shape = ShapeFor(corpus, split, stored);
        Kernel kernel = _kernels.For(shape.HiddenSize, shape.VocabSize);
        int threads = options.Threads.IsGiven
            ? UsableThreads.For(options.Threads.Value)
            : ThreadRule.For(shape, Environment.ProcessorCount);
        MemoryNeed.Check(kernel, shape, threads, corpus, keepsBest: files.Best is not null);
        using ThreadTeam team = new(threads) { IsOptional = true };
        using Trainer trainer = new(kernel, shape, storeGradients: false, team, options.Seed.Over(stored));
        TrainingRun run = Begin(trainer, corpus, split, stored);
        stored?.Dispose(); // an open file cannot be replaced on Windows
        ValidationHistory? validations = ValidationRules.HistoryFor(options, stored);
        return Train(new(options, kernel, team.Count, text, split, run, options.Seed.Over(stored), validations), files, stored);
    }

    private LoadedText LoadText(Checkpoint? stored)
    {
        TextLoader loader = stored is null
            ? new(options.Encoding.Value, _kernels.MaxVocab)
            : new(stored.Metadata.Vocabulary)
            {
                CheckHash = options.NewText.IsGiven ? null : (name, hash) => ResumeRules.CheckText(name, hash, options.Text, stored),
            };
        return options.Text.Load(loader, error);
    }

    private ModelShape ShapeFor(Corpus corpus, TextSplit split, Checkpoint? stored)
    {
        if (stored is not null && !options.NewText.IsGiven) ResumeRules.CheckLength(corpus, options.Text, stored);
        ModelShape shape = options.ShapeFor(corpus.Vocabulary.Count, stored);
        split.Check(corpus.Name, options.Validation.Over(stored), shape.SequenceLength, shape.BatchSize);
        return shape;
    }

    private TrainingRun Begin(Trainer trainer, Corpus corpus, TextSplit split, Checkpoint? stored)
    {
        double decay = options.LearningRateDecay.Over(stored);
        trainer.LearningRate = options.LearningRateFor(trainer.Shape.Optimizer, stored);
        trainer.Clip = (float)options.Clip.Over(stored);
        if (stored is null)
        {
            trainer.Model.Initialize(options.Seed.Value);
            return new(trainer, corpus, split.Training) { LearningRateDecay = decay };
        }

        bool keepsMemory = stored.Metadata.Optimizer == trainer.Shape.Optimizer;
        stored.LoadInto(trainer.Model, withState: !options.NewText.IsGiven, keepsMemory);
        if (keepsMemory) trainer.ResumeUpdates(TrainingState.UpdatesOf(stored));
        if (options.NewText.IsGiven) return new(trainer, corpus, split.Training) { LearningRateDecay = decay };
        return TrainingState.Continue(trainer, corpus, stored.Metadata, split.Training, decay);
    }

    private int Train(TrainJob job, OutputFiles files, Checkpoint? stored)
    {
        files.Prepare(job.CaptureState(), job.Run.Trainer.Model);
        using LogWriter? log = files.Log is null ? null : new(files.Log, job.DescribeForLog());
        files.Rehearse();
        log?.Cut();
        LossWatch watch = new(job.Run, error);
        TrainNotes notes = new(job, files, watch, error);
        SaveObserver saves = new(job, files.Checkpoint);
        if (job.Stop.IsReached(job.Run))
        {
            saves.AtEnd(0);
            notes.ShowNothingToDo();
            return 0;
        }

        notes.ShowStart();
        if (stored is not null) UnreadTensors.Warn(stored, error);
        if (stored?.HasUnreadMemory == true) notes.ShowHasUnreadMemory(stored.Path);
        else if (stored is not null && LacksMemory(stored, job.Run.Trainer)) notes.ShowLacksMemory(stored.Path);
        using StopSignals signals = _signals;
        signals.Listen();
        using SampleObserver? samples = job.ShowsSamples ? new(job, error) : null;
        using Evaluator? evaluator = job.Validations is null ? null : new Evaluator(job.Run.Trainer);
        BestModel? best = evaluator is null ? null : OpenBest(job, files, stored, evaluator);
        saves.Best = best;
        ValidationObserver? validations = best is null
            ? null
            : new(job.Run, job.Stop, new(job.Corpus, job.Split), evaluator!, best, error);
        TrainingLoop loop = new(job.Run, job.Stop, signals, Observers(job, log, samples, validations, saves, watch));
        TimeSpan time = RunSaved(loop, job.Run, best, saves, notes);
        if (job.Stop.IsReached(job.Run)) notes.ShowEnd(time, best);
        else notes.ShowStopped();
        return job.Stop.IsReached(job.Run) ? 0 : signals.ExitCode;
    }

    // One that the run had before it goes on is brought to where the best model is kept.
    private BestModel OpenBest(TrainJob job, OutputFiles files, Checkpoint? stored, Evaluator evaluator)
    {
        CheckpointWriter file = files.Best!;
        if (stored is null || options.NewText.IsGiven) return new(job.Run, job.CaptureState, file);
        PriorBest prior = new(stored, files.PlacesCheckpoint ? files.Checkpoint.Path : stored.Path);
        BestModel best = new(job.Run, job.CaptureState, file, prior.ScoreIn(file.Path));
        if (job.Validations!.Best is double score)
            prior.Bring(best, score, () => new HeldOutText(job.Corpus, job.Split).BitsPerSymbol(evaluator));
        return best;
    }

    // Of a run that has done no step yet it is 0, and rightly so. At a small rate the first steps harm nothing, nor do those of RMSprop
    // and Adam, whose memory is as good as the old one after some tens of steps: an LSTM's loss showed no difference at their default rate.
    private static bool LacksMemory(Checkpoint stored, Trainer trainer)
    {
        if (trainer.Shape.Optimizer != Optimizer.Adagrad || trainer.LearningRate <= SmallLearningRate) return false;
        if (stored.Metadata.Optimizer != Optimizer.Adagrad) return stored.Metadata.Iteration != 0;
        foreach (TensorSpec tensor in trainer.Model.Tensors)
            if (tensor.Tensor.Memory != 0 && !stored.Has(tensor.Tensor)) return true;
        float[] row = new float[stored.HiddenSize];
        trainer.Model.ReadRow(ModelTensor.mWhy, 0, row);
        return stored.Metadata.Iteration != 0 && Array.TrueForAll(row, value => value == 0);
    }

    // What stops a run from outside, a log that cannot be written for one, does not take the steps since the last save with it.
    private static TimeSpan RunSaved(TrainingLoop loop, TrainingRun run, BestModel? best, SaveObserver saves, TrainNotes notes)
    {
        try
        {
            return loop.Run();
        }
        catch (UnplacedModelException e) when (saves.HasFailed)
        {
            notes.ShowStopped(e.Temporary);
            throw;
        }
        catch (CharRnnException e)
        {
            if (saves.HasFailed) ShowKept(e, notes);
            else if (double.IsFinite(run.Loss)) SaveStopped(saves, notes);
            best?.Save();
            throw;
        }
    }

    private static void SaveStopped(SaveObserver saves, TrainNotes notes)
    {
        try
        {
            saves.AtEnd(0);
            notes.ShowStopped();
        }
        catch (UnplacedModelException e)
        {
            notes.ShowStopped(e.Temporary);
            throw;
        }
        catch (CharRnnException e)
        {
            ShowKept(e, notes);
            throw;
        }
    }

    // A model that is not finite would break down again where it goes on.
    private static void ShowKept(CharRnnException failure, TrainNotes notes)
    {
        if (failure.InnerException is Exception cause && FileErrors.IsFileError(cause)) notes.ShowKept();
    }

    private List<IStepObserver> Observers(
        TrainJob job, LogWriter? log, SampleObserver? samples, ValidationObserver? validations, SaveObserver saves, LossWatch watch)
    {
        // A checkpoint holds what the validation after its step has come to, and a log's line tells it.
        List<IStepObserver> observers = [];
        if (validations is not null) observers.Add(validations);

        // Before the save: what a killed run has saved, it has logged, and a resumed one cuts the lines after the saved step.
        if (log is not null) observers.Add(new LogObserver(job.Run, log, options.LogEvery.Value, job.Validations));

        // Before the others, so that no long sample is between the last step and the saved model.
        observers.Add(saves);
        if (!options.Quiet.IsGiven) observers.Add(new ProgressObserver(job.Run, job.Stop, error));
        if (samples is not null) observers.Add(samples);
        observers.Add(watch);
        return observers;
    }
}
