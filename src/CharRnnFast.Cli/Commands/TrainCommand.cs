using System.CommandLine;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Training;
using CharRnnFast.Text;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn train [TEXT]</c>.</summary>
internal static class TrainCommand
{
    private const string PositiveNumber = "a number over 0 that a float32 can hold";

    private static readonly Argument<string?> _text = new("TEXT")
    {
        Description = "the file to train on; - for standard input; without it, the project's own sources",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly ValueOption<long> _hidden = Options.Integer("--hidden", "hidden size H", 1, 1024, 100);
    private static readonly ValueOption<long> _sequenceLength = Options.Integer("--sequence-length", "steps T of one sequence", 1, 1024, 25);
    private static readonly ValueOption<double> _learningRate =
        Options.Real("--learning-rate", "learning rate of Adagrad", PositiveNumber, IsPositiveSingle, 0.1);

    private static readonly ValueOption<double> _clip =
        Options.Real("--clip", "bound of each gradient element", PositiveNumber, IsPositiveSingle, 5);

    private static readonly ValueOption<long> _iterations = Options.Integer(
        "--iterations", "stop after so many steps in all, those before a resume included; 0: never", 0, Options.LargestCount, 500_000);

    private static readonly ValueOption<long> _epochs = Options.Integer("--epochs", "stop at the end of epoch N instead", 1, Options.LargestCount);
    private static readonly ValueOption<long> _seed = Options.Integer("--seed", "of the initial weights and samples", 0, Options.LargestSeed, 1);
    private static readonly ValueOption<EncodingChoice> _encoding = Options.Choice(
        "--encoding",
        "what a symbol is",
        ("auto", EncodingChoice.Auto),
        ("utf-8", EncodingChoice.Utf8),
        ("bytes", EncodingChoice.Bytes));

    private static readonly ValueOption<string> _checkpoint = Options.Path(
        "--checkpoint", $"where the model is saved [default: {TrainOptions.DefaultCheckpoint}, or the resumed file]");

    private static readonly Option<bool> _overwrite = Options.Flag("--overwrite", "existing files at --checkpoint and --log may be replaced");
    private static readonly ValueOption<string> _resume = Options.Path("--resume", "continue where that checkpoint stopped");
    private static readonly ValueOption<string> _log = Options.Path("--log", "write metrics there, one JSON object a line");
    private static readonly ValueOption<long> _logEvery = Options.Integer("--log-every", "iterations between log lines", 1, Options.LargestCount, 1000);
    private static readonly ValueOption<long> _sampleEvery = Options.Integer(
        "--sample-every",
        "iterations between samples, 0: none [default: after 1000 iterations, once a minute, and at the end]",
        0,
        Options.LargestCount);

    private static readonly ValueOption<long> _sampleLength = Options.Integer("--sample-length", "symbols of a sample", 1, 1_000_000, 200);
    private static readonly Option<bool> _quiet = Options.Flag("--quiet", "no notes, progress or samples");

    /// <summary>The command.</summary>
    public static Command Create(StandardError error)
    {
        Command command = new("train", "Train a model on a text")
        {
            _text, _hidden, _sequenceLength, _learningRate, _clip, _iterations, _epochs, _seed, _encoding, _checkpoint, _overwrite, _resume, _log,
            _logEvery, _sampleEvery, _sampleLength, _quiet,
        };
        command.SetAction(parsed => new TrainSession(Read(parsed), error).Run());
        return command;
    }

    private static TrainOptions Read(ParseResult parsed)
    {
        TrainOptions options = new()
        {
            Text = new(parsed.GetValue(_text)),
            Hidden = Setting<long>.Read(parsed, _hidden),
            SequenceLength = Setting<long>.Read(parsed, _sequenceLength),
            LearningRate = Setting<double>.Read(parsed, _learningRate),
            Clip = Setting<double>.Read(parsed, _clip),
            Iterations = Setting<long>.Read(parsed, _iterations),
            Epochs = Setting<long>.Read(parsed, _epochs),
            Seed = Setting<long>.Read(parsed, _seed),
            Encoding = Setting<EncodingChoice>.Read(parsed, _encoding),
            Checkpoint = parsed.GetValue(_checkpoint),
            Resume = parsed.GetValue(_resume),
            Overwrite = parsed.GetValue(_overwrite),
            Log = parsed.GetValue(_log),
            LogEvery = Setting<long>.Read(parsed, _logEvery),
            SampleEvery = Setting<long>.Read(parsed, _sampleEvery),
            SampleLength = Setting<long>.Read(parsed, _sampleLength),
            Quiet = parsed.GetValue(_quiet),
        };
        CheckCombinations(options);
        return options;
    }

    private static void CheckCombinations(TrainOptions options)
    {
        if (options.Iterations.IsGiven && options.Epochs.IsGiven)
            throw new UsageException("--iterations and --epochs both say when to stop; give one of them");
        if (options.LogEvery.IsGiven && options.Log is null)
            throw new UsageException("--log-every says how often --log is written, which is missing; give --log PATH too");
    }

    private static bool IsPositiveSingle(double value) => (float)value > 0 && float.IsFinite((float)value);
}
