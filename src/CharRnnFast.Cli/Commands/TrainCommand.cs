using System.CommandLine;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Training;
using CharRnnFast.Text;
using CharRnnFast.Threads;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn train [TEXT...]</c>.</summary>
internal static class TrainCommand
{
    private const string PositiveNumber = "a number over 0 that a float32 can hold";

    private static readonly Argument<string[]> TextArgument = new("TEXT")
    {
        Description = "the file to train on, or several as one text; - for standard input; without it, the project's own sources",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly ValueOption<long> HiddenOption = Options.Integer("--hidden", "hidden size H", 1, 1024, 100);
    private static readonly ValueOption<long> SequenceLengthOption = Options.Integer(
        "--sequence-length", "steps T of one sequence", 1, 1024, 25);

    private static readonly ValueOption<long> BatchOption = Options.Integer(
        "--batch", "parallel streams B that the text is cut into", 1, CheckpointFormat.MaxBatchSize, 1);

    private static readonly ValueOption<double> LearningRateOption = Options.Real(
        "--learning-rate", "learning rate of Adagrad", PositiveNumber, IsPositiveSingle, 0.1);

    private static readonly ValueOption<double> LearningRateDecayOption = Options.Real(
        "--learning-rate-decay",
        "factor on the learning rate at each epoch's end",
        "a number over 0 and up to 1",
        value => value is > 0 and <= 1,
        1);

    private static readonly ValueOption<double> ClipOption = Options.Real(
        "--clip", "bound of each gradient element", PositiveNumber, IsPositiveSingle, 5);

    private static readonly ValueOption<long> IterationsOption = Options.Integer(
        "--iterations", "stop after so many steps in all, those before a resume included; 0: never", 0, Options.LargestCount, 500_000);

    private static readonly ValueOption<long> EpochsOption = Options.Integer(
        "--epochs", "stop at the end of epoch N instead", 1, Options.LargestCount);

    private static readonly ValueOption<long> SeedOption = Options.Integer(
        "--seed", "of the initial weights and samples", 0, Options.LargestSeed, 1);

    private static readonly ValueOption<EncodingChoice> EncodingOption = Options.Choice(
        "--encoding",
        "what a symbol is",
        ("auto", EncodingChoice.Auto),
        ("utf-8", EncodingChoice.Utf8),
        ("bytes", EncodingChoice.Bytes));

    private static readonly ValueOption<long> ThreadsOption = Options.Integer(
        "--threads", "threads that share a step; the result is the same [default: by the sizes and the cores]", 1, ThreadRule.Most);

    private static readonly ValueOption<string> CheckpointOption = Options.FilePath(
        "--checkpoint", $"where the model is saved [default: {TrainOptions.DefaultCheckpoint}, or the resumed file]");

    private static readonly ValueOption<long> CheckpointEveryOption = Options.Integer(
        "--checkpoint-every", "iterations between saves [default: a save a minute]; always one at the end", 1, Options.LargestCount);

    private static readonly Option<bool> OverwriteOption = Options.Flag(
        "--overwrite", "existing files at --checkpoint, .best included, and --log may be replaced");

    private static readonly ValueOption<string> ResumeOption = Options.FilePath("--resume", "continue where that checkpoint stopped");
    private static readonly Option<bool> NewTextOption = Options.Flag(
        "--new-text", "with --resume: take over what the model has learnt, and start a new run on another text");

    private static readonly ValueOption<double> ValidationOption = Options.Real(
        "--validation",
        "share of the text, at its end, to hold out; the best model on it is kept beside --checkpoint as .best",
        "a number from 0 to 0.5",
        value => value is >= 0 and <= 0.5,
        0);

    private static readonly ValueOption<long> ValidationEveryOption = Options.Integer(
        "--validation-every", "iterations between validations", 1, Options.LargestCount, 10_000);

    private static readonly ValueOption<long> PatienceOption = Options.Integer(
        "--patience", "stop after N validations in a row without a better one, 0: never", 0, Options.LargestCount, 0);

    private static readonly ValueOption<string> LogOption = Options.FilePath("--log", "write metrics there, one JSON object a line");
    private static readonly ValueOption<long> LogEveryOption = Options.Integer(
        "--log-every", "iterations between log lines", 1, Options.LargestCount, 1000);

    private static readonly ValueOption<long> SampleEveryOption = Options.Integer(
        "--sample-every",
        "iterations between samples, 0: none [default: after 1000 iterations, once a minute, and at the end]",
        0,
        Options.LargestCount);

    private static readonly ValueOption<long> SampleLengthOption = Options.Integer(
        "--sample-length", "symbols of a sample", 1, 1_000_000, 200);

    private static readonly Option<bool> QuietOption = Options.Flag("--quiet", "no notes, progress or samples");

    /// <summary>The command.</summary>
    public static Command Create(StandardError error)
    {
        Command command = new("train", "Train a model on a text")
        {
            TextArgument, HiddenOption, SequenceLengthOption, BatchOption, LearningRateOption, LearningRateDecayOption, ClipOption,
            IterationsOption, EpochsOption, SeedOption, EncodingOption, ThreadsOption, CheckpointOption, CheckpointEveryOption, OverwriteOption,
            ResumeOption, NewTextOption, ValidationOption, ValidationEveryOption, PatienceOption, LogOption, LogEveryOption, SampleEveryOption, SampleLengthOption,
            QuietOption,
        };
        command.SetAction(parsed => new TrainSession(Read(parsed), error).Run());
        return command;
    }

    private static TrainOptions Read(ParseResult parsed)
    {
        TrainOptions options = new()
        {
            Text = new(parsed.GetValue(TextArgument) ?? []),
            Hidden = Setting<long>.Read(parsed, HiddenOption),
            SequenceLength = Setting<long>.Read(parsed, SequenceLengthOption),
            Batch = Setting<long>.Read(parsed, BatchOption),
            LearningRate = Setting<double>.Read(parsed, LearningRateOption),
            LearningRateDecay = Setting<double>.Read(parsed, LearningRateDecayOption),
            Clip = Setting<double>.Read(parsed, ClipOption),
            Iterations = Setting<long>.Read(parsed, IterationsOption),
            Epochs = Setting<long>.Read(parsed, EpochsOption),
            Seed = Setting<long>.Read(parsed, SeedOption),
            Encoding = Setting<EncodingChoice>.Read(parsed, EncodingOption),
            Threads = Setting<long>.Read(parsed, ThreadsOption),
            Checkpoint = parsed.GetValue(CheckpointOption),
            CheckpointEvery = Setting<long>.Read(parsed, CheckpointEveryOption),
            Resume = parsed.GetValue(ResumeOption),
            NewText = parsed.GetValue(NewTextOption),
            Overwrite = parsed.GetValue(OverwriteOption),
            Validation = Setting<double>.Read(parsed, ValidationOption),
            ValidationEvery = Setting<long>.Read(parsed, ValidationEveryOption),
            Patience = Setting<long>.Read(parsed, PatienceOption),
            Log = parsed.GetValue(LogOption),
            LogEvery = Setting<long>.Read(parsed, LogEveryOption),
            SampleEvery = Setting<long>.Read(parsed, SampleEveryOption),
            SampleLength = Setting<long>.Read(parsed, SampleLengthOption),
            Quiet = parsed.GetValue(QuietOption),
        };
        CheckCombinations(options);
        return options;
    }

    private static void CheckCombinations(TrainOptions options)
    {
        options.Text.Check();
        if (options.Iterations.IsGiven && options.Epochs.IsGiven)
            throw new UsageException(Messages.BothSayWhenToStop());
        if (options.NewText && options.Resume is null) throw new UsageException(Messages.ModelIsMissing());
        if (options.Resume is null) ValidationRules.CheckOptions(options, options.Validation.Value);
        if (options.LogEvery.IsGiven && options.Log is null)
            throw new UsageException(Messages.LogIsMissing());
    }

    private static bool IsPositiveSingle(double value) => (float)value > 0 && float.IsFinite((float)value);
}
