using System.Globalization;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Reports;
using CharRnnFast.Cli.Resources;
using CharRnnFast.Cli.Sampling;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Training;

/// <summary>What a run says at its start and at its end.</summary>
internal sealed class TrainNotes(TrainJob job, OutputFiles files, LossWatch watch, StandardError error)
{
    private string CheckpointPath => Display.Path(files.Checkpoint.Path);

    /// <summary>What is trained, on what, and where it goes: at most four lines.</summary>
    public void ShowStart()
    {
        error.Note($"text: {job.Corpus.Name}{Own}, {job.Corpus.Length:N0} symbols{HeldOut}, " +
            $"vocabulary {job.Shape.VocabSize}, encoding {Encoding}");
        foreach (string note in job.TextNotes) error.Note($"note: {note}");
        error.Note($"model: {Network}{Sizes}, {job.Shape.Parameters:N0} parameters{Optimizer}; " +
            $"kernel {job.Kernel.Name} on {job.Kernel.InstructionSet}, {UsableThreads.Describe(job.Threads, job.Options.Threads)}");
        error.Note($"{Resumed}{Length}; the model goes to {CheckpointPath}{Slow}");
        if (files.PlacesCheckpoint)
            error.Note($"{Display.Path(files.Checkpoint.Path)}.tmp, which a save that broke off had left, was further on: " +
                $"it is now {CheckpointPath}, and goes on");
        if (files.Log is { CutLines: > 0 } log)
            error.Note($"log: {log.KeptLines:N0} lines of {Display.Path(log.Path)} kept, {log.CutLines:N0} after the checkpoint cut");
    }

    /// <summary>That another program's file has an optimizer's memory; shown even with <c>--quiet</c>.</summary>
    public void ShowHasUnreadMemory(string path) => error.Warning(
        $"warning: {Display.Path(path)} has an optimizer's memory, but is not of format charrnn, so that the memory is not read and the " +
        "optimizer starts fresh; a smaller --learning-rate keeps what the model has learnt");

    /// <summary>That the first steps of a model without Adagrad memory are large; shown even with <c>--quiet</c>.</summary>
    public void ShowLacksMemory(string path) => error.Warning(string.Create(
        CultureInfo.InvariantCulture,
        $"warning: {Display.Path(path)} has no Adagrad memory, so the first steps move every weight by up to " +
        $"the whole learning rate, {job.Run.Trainer.LearningRate}, and can undo what it has learnt; " +
        $"a smaller --learning-rate, 0.001 for one, keeps it"));

    /// <summary>What has come out, and what to type next. There is no best model where nothing is held out.</summary>
    public void ShowEnd(TimeSpan time, BestModel? best)
    {
        if (HasStoppedEarly && job.Validations is { } over)
            error.Note($"stopped: {over.SinceBest:N0} validations in a row were not better, as many as {job.Options.Patience.Name} allows");
        error.Note($"done: {job.Run.Iteration:N0} iterations, {time.TotalSeconds:F1} s; {Loss}; saved {CheckpointPath}");
        WarnOfGuessing();
        ShowBest(best);
        error.Note($"next: {SampleCommandLine(HasStoppedEarly && best?.Score is not null ? best.Path : files.Checkpoint.Path)}");
    }

    /// <summary>That the run was over before it began, and how to go on.</summary>
    public void ShowNothingToDo()
    {
        if (job.Validations is { PatienceExhausted: true } over)
        {
            error.Note($"{job.Options.Patience.Name} {over.Patience} is already at its end at iteration {job.Run.Iteration:N0}: " +
                $"no step was done; saved {CheckpointPath}");
            error.Note($"to go on, give a larger {job.Options.Patience.Name}, or {job.Options.Patience.Name} 0");
            return;
        }

        Option<long> stop = job.Options.Epochs.IsGiven ? job.Options.Epochs : job.Options.Iterations;
        error.Note($"{stop.Name} {stop.Value} is already reached at iteration {job.Run.Iteration:N0}: " +
            $"no step was done; saved {CheckpointPath}");
        error.Note($"to go on, give a larger {stop.Name}");
    }

    /// <summary>
    /// That a signal or a fault ended the run, and the command that resumes it; shown even with <c>--quiet</c>. The model is in the
    /// temporary file if it could not be given its name; null: it is where it was to be saved.
    /// </summary>
    public void ShowStopped(string? temporary = null)
    {
        error.ClearLine();
        error.Warning($"stopped at iteration {job.Run.Iteration}; saved {Display.Path(temporary ?? files.Checkpoint.Path)}");
        WarnOfGuessing();
        ShowResume(temporary);
    }

    /// <summary>
    /// That a save failed, but its file still holds an earlier one of this run, and the command that goes on from there; shown even with
    /// <c>--quiet</c>.
    /// </summary>
    public void ShowKept()
    {
        if (KeptIteration() is not long iteration) return;
        error.ClearLine();
        error.Warning($"stopped at iteration {job.Run.Iteration}; {CheckpointPath} still holds iteration {iteration}");
        ShowResume();
    }

    private bool HasStoppedEarly => job.Validations is { PatienceExhausted: true };

    private string Own => job.Options.Text.IsEmbedded
        ? $" (the project's own C# sources; give a TEXT to train on yours" +
            $"{(TextSource.IsPipedIn ? ", or - to read it from standard input" : "")})"
        : "";

    private string HeldOut => job.Split.HeldOut > 0
        ? string.Create(CultureInfo.InvariantCulture, $", the last {job.Split.HeldOut:N0} of them held out")
        : "";

    private string Encoding => $"{job.Corpus.Vocabulary.Encoding.Name} ({job.EncodingReason})";

    // Of min-char-rnn's algorithm, the default, nothing needs to be said.
    private string Network => job.Shape.IsSeedAlgorithm ? "" : $"{NetworkWords.Network(job.Shape)}, ";

    private string Optimizer => job.Shape.IsSeedAlgorithm
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $", {OptimizerNames.Of(job.Shape.Optimizer)} at {job.Run.Trainer.LearningRate}") +
            NetworkWords.Dropout(job.Shape);

    private string Sizes => $"H {job.Shape.HiddenSize}, T {job.Shape.SequenceLength}, B {job.Shape.BatchSize}";

    private string Loss =>
        string.Create(CultureInfo.InvariantCulture, $"smooth loss {job.Run.SmoothLoss:F2}, {job.Run.BitsPerSymbol:F3} bits/symbol");

    private string Slow => job.Kernel.InstructionSet == InstructionSet.Portable
        ? "; portable kernels, which are slow: publish with -p:IlcInstructionSet=native for this machine's own"
        : "";

    private string Resumed => job.Options.Resume.Value is string path
        ? string.Create(CultureInfo.InvariantCulture, $"resumed: {Display.Path(path)} at iteration {job.Run.Iteration:N0}; ")
        : "";

    private string Length => job.Stop.StepsLeft(job.Run) is long steps
        ? string.Create(CultureInfo.InvariantCulture, $"training: {steps:N0} iterations, {job.Stop.EpochsLeft(job.Run):N1} epochs")
        : "training: until stopped";

    private void ShowBest(BestModel? best)
    {
        double? known = job.Validations?.Best;
        if (best?.Score is double score && !(known < score))
            error.Note($"best: {score:F4} bits/symbol on the held-out text, kept in {Display.Path(best.Path)}");
        else if (known is not null)
            error.Note($"best: {known:F4} bits/symbol on the held-out text, by a model that is not beside {CheckpointPath}: " +
                "it was kept where the run was before");
    }

    private void ShowResume(string? temporary = null)
    {
        string source = job.Options.Text.IsPiped ? "resume, with the same text piped in" : "resume";
        error.Warning($"{source}: {ResumeCommandLine.For(job.Options, temporary)}");
    }

    // The file may be gone meanwhile, or be another run's.
    private long? KeptIteration()
    {
        if (!files.Checkpoint.TargetExists) return null;
        try
        {
            using Checkpoint kept = Checkpoint.Open(files.Checkpoint.Path);
            CheckpointMetadata run = job.CaptureState(), saved = kept.Metadata;
            bool isOwn = saved.IsOfSameRun(run) && kept.HiddenSize == job.Shape.HiddenSize;
            return isOwn && saved.Iteration <= run.Iteration ? saved.Iteration : null;
        }
        catch (CharRnnException)
        {
            return null;
        }
    }

    private void WarnOfGuessing()
    {
        if (watch.IsWorseThanGuessing) watch.Warn();
    }

    private string SampleCommandLine(string model)
    {
        string command = Invocation.Of("sample", ShellQuoting.AsArgument(model));
        return SuggestedPrime.For(job.Corpus.Vocabulary) is string prime ? $"{command} {SampleOptions.PrimeName} \"{prime}\"" : command;
    }
}
