using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Logs;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>A run that is set up, with all that its notes, log and observers tell of it.</summary>
internal sealed class TrainJob(
    TrainOptions options,
    Kernel kernel,
    int threads,
    LoadedText text,
    TextSplit split,
    TrainingRun run,
    long seed,
    ValidationHistory? validations)
{
    /// <summary>What the user asked for.</summary>
    public TrainOptions Options => options;

    /// <summary>The kernel it runs on.</summary>
    public Kernel Kernel => kernel;

    /// <summary>Threads that share a step.</summary>
    public int Threads => threads;

    /// <summary>The run.</summary>
    public TrainingRun Run => run;

    /// <summary>Of the initial weights and of samples.</summary>
    public long Seed => seed;

    /// <summary>The text's symbols.</summary>
    public Corpus Corpus => text.Corpus;

    /// <summary>What of the text is trained on.</summary>
    public TextSplit Split => split;

    /// <summary>Validations on what is held out; null: nothing is.</summary>
    public ValidationHistory? Validations => validations;

    /// <summary>Why the text has the encoding that it has.</summary>
    public string EncodingReason => text.EncodingReason;

    /// <summary>What the user should know of the text.</summary>
    public IReadOnlyList<string> TextNotes => text.Notes;

    /// <summary>H, V, T, B.</summary>
    public ModelShape Shape => Run.Trainer.Shape;

    /// <summary>When the run is over.</summary>
    public StopRule Stop { get; } = options.Epochs.IsGiven
        ? StopRule.AfterEpochs(options.Epochs.Value, validations)
        : StopRule.AfterIterations(options.Iterations.Value, validations);

    /// <summary>Whether samples are shown.</summary>
    public bool ShowsSamples => !Options.Quiet.IsGiven && Options.SampleEvery is not { IsGiven: true, Value: 0 };

    /// <summary>What a checkpoint holds besides tensors.</summary>
    public CheckpointMetadata CaptureState() => TrainingState.Capture(Run, Seed, Validations);

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
        Validations?.Share ?? 0,
        Threads,
        Kernel.InstructionSet.ToString(),
        Kernel.Name);
}
