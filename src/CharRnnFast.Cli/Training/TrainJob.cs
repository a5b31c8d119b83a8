using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Kernels;
using CharRnnFast.Logs;
using CharRnnFast.Model;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>A run that is set up, with all that its notes, log and observers tell of it.</summary>
internal sealed record TrainJob(TrainOptions Options, Kernel Kernel, LoadedText Text, TrainingRun Run, long Seed)
{
    /// <summary>The text's symbols.</summary>
    public Corpus Corpus => Text.Corpus;

    /// <summary>H, V, T, B.</summary>
    public ModelShape Shape => Run.Trainer.Shape;

    /// <summary>When the run is over.</summary>
    public StopRule Stop { get; } = Options.Epochs.IsGiven
        ? StopRule.AfterEpochs(Options.Epochs.Value)
        : StopRule.AfterIterations(Options.Iterations.Value);

    /// <summary>Whether samples are shown.</summary>
    public bool ShowsSamples => !Options.Quiet && Options.SampleEvery is not { IsGiven: true, Value: 0 };

    /// <summary>What the first line of the log says of the run.</summary>
    public LogRun DescribeForLog() => new(
        ProgramInfo.Version,
        Shape.HiddenSize,
        Shape.VocabSize,
        Shape.SequenceLength,
        Shape.BatchSize,
        Run.Trainer.LearningRate,
        Run.Trainer.Clip,
        Seed,
        Corpus.Vocabulary.Encoding,
        Corpus.Length,
        Validation: 0,
        Threads: 1,
        Kernel.InstructionSet.ToString(),
        Kernel.Name);
}
