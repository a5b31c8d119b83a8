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
    TrainOptions options, Kernel kernel, int threads, LoadedText text, TextSplit split, TrainingRun run, long seed,
    ValidationHistory? validations)
{
    public TrainOptions Options => options;
    public Kernel Kernel => kernel;
    public int Threads => threads;
    public TrainingRun Run => run;
    public Corpus Corpus => text.Corpus;
    public TextSplit Split => split;

    /// <summary>Of the initial weights and of samples.</summary>
    public long Seed => seed;

    /// <summary>Validations on what is held out; null: nothing is.</summary>
    public ValidationHistory? Validations => validations;

    public string EncodingReason => text.EncodingReason;
    public IReadOnlyList<string> TextNotes => text.Notes;
    public ModelShape Shape => Run.Trainer.Shape;

    public StopRule Stop { get; } = options.Epochs.IsGiven
        ? StopRule.AfterEpochs(options.Epochs.Value, validations)
        : StopRule.AfterIterations(options.Iterations.Value, validations);

    public bool ShowsSamples => !Options.Quiet.IsGiven && Options.SampleEvery is not { IsGiven: true, Value: 0 };

    /// <summary>What a checkpoint holds besides tensors.</summary>
    public CheckpointMetadata CaptureState() => TrainingState.Capture(Run, Seed, Validations);

    /// <summary>What the first line of the log says of the run.</summary>
    public LogRun DescribeForLog() => new(
        ProgramInfo.Version, Shape.HiddenSize, Shape.VocabSize, Shape.SequenceLength, Shape.BatchSize, Run.Trainer.LearningRate,
        Run.Trainer.Clip, Seed, Corpus.Vocabulary.Encoding, Corpus.Length, Validations?.Share ?? 0, Threads,
        Kernel.InstructionSet.ToString(), Kernel.Name)
    {
        Cell = Shape.Cell,
        Layers = Shape.Layers,
        Optimizer = Shape.Optimizer,
        Dropout = Shape.Dropout,
    };
}
