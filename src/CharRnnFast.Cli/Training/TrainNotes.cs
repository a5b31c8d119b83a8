using System.Globalization;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Kernels;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Training;

/// <summary>What a run says at its start and at its end.</summary>
internal sealed class TrainNotes(TrainJob job, OutputFiles files, StandardError error)
{
    private string CheckpointPath => Display.Path(files.Checkpoint.Path);

    /// <summary>What is trained, on what, and where it goes.</summary>
    public void ShowStart()
    {
        string own = job.Options.Text.IsEmbedded ? " (the project's own C# sources; give a TEXT to train on yours)" : "";
        Note($"text: {job.Corpus.Name}{own}, {job.Corpus.Length:N0} symbols, vocabulary {job.Shape.VocabSize}, encoding {job.Corpus.Vocabulary.Encoding.Name} ({job.Text.EncodingReason})");
        Note($"model: H {job.Shape.HiddenSize}, T {job.Shape.SequenceLength}, B {job.Shape.BatchSize}, {job.Shape.Parameters:N0} parameters; kernel {job.Kernel.Name} on {job.Kernel.InstructionSet}, 1 thread{Slow}");
        Note($"{Resumed}{Length}; the model goes to {CheckpointPath}");
        if (files.Log is { CutLines: > 0 } log) Note($"log: {log.KeptLines:N0} lines of {Display.Path(log.Path)} kept, {log.CutLines:N0} after the checkpoint cut");
    }

    /// <summary>What has come out, and what to type next.</summary>
    public void ShowEnd(TimeSpan time)
    {
        Note($"done: {job.Run.Iteration:N0} iterations, {time.TotalSeconds:F1} s; smooth loss {job.Run.SmoothLoss:F2}, {job.Run.BitsPerSymbol:F3} bits/symbol; saved {CheckpointPath}");
        Note($"next: {SampleCommandLine()}");
    }

    /// <summary>That the run was over before it began, and how to go on.</summary>
    public void ShowNothingToDo()
    {
        string option = job.Options.Epochs.IsGiven
            ? $"--epochs {job.Options.Epochs.Value} is"
            : $"--iterations {job.Options.Iterations.Value} is";
        Note($"{option} already reached, iteration {job.Run.Iteration:N0}: no step was done; saved {CheckpointPath}; give a larger number to go on");
    }

    /// <summary>That a signal ended the run, and the command that resumes it; shown even with <c>--quiet</c>.</summary>
    public void ShowStopped()
    {
        error.Warning($"stopped at iteration {job.Run.Iteration}; saved {CheckpointPath}");
        string source = job.Options.Text.IsStandardInput ? "resume, with the same text piped in" : "resume";
        error.Warning($"{source}: {ResumeCommandLine.For(job.Options)}");
    }

    private string Slow => job.Kernel.InstructionSet == InstructionSet.Portable
        ? "; these kernels are slow: publish with -p:IlcInstructionSet=native for this machine's own"
        : "";

    private string Resumed => job.Options.Resume is string path
        ? string.Create(CultureInfo.InvariantCulture, $"resumed: {Display.Path(path)} at iteration {job.Run.Iteration:N0}; ")
        : "";

    private string Length => job.Stop.StepsLeft(job.Run) is long steps
        ? string.Create(CultureInfo.InvariantCulture, $"training: {steps:N0} iterations, {job.Stop.EpochsLeft(job.Run):N1} epochs")
        : "training: until stopped";

    private string SampleCommandLine()
    {
        string[] words = ["charrnn", "sample", ShellQuoting.AsArgument(files.Checkpoint.Path)];
        string command = ShellQuoting.Join(words);
        return SuggestedPrime.For(job.Corpus.Vocabulary) is string prime ? $"{command} --prime \"{prime}\"" : command;
    }

    private void Note(FormattableString line) => error.Note(line.ToString(CultureInfo.InvariantCulture));
}
