using System.Globalization;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Model;
using CharRnnFast.Text;
using CharRnnFast.Threads;
using CharRnnFast.Training;
using static CharRnnFast.Cli.Training.ResumeRule;

namespace CharRnnFast.Cli.Training;

/// <summary>The argument and options of <c>train</c>, each declared once, and the run that a user asks for by them.</summary>
internal sealed class TrainOptions(Command command)
{
    /// <summary>The default of <c>--checkpoint</c> and of the commands that read one.</summary>
    public const string DefaultCheckpoint = "charrnn.safetensors";

    private const string BestMark = ".best";

    /// <summary>All options, in the order of the help and of the command that resumes.</summary>
    public IReadOnlyList<Option> All { get; } = command.Options;

    public TextSource Text { get; } = new(new Argument(
        command, "TEXT", "the file to train on, or several as one text; - for standard input; without it, the project's own sources",
        min: 0, max: int.MaxValue).Values);

    public StoredOption<long> Hidden { get; } = new(
        command, "--hidden", "hidden size H", ValueKind.Integer(1, ModelShape.MaxHiddenSize), 100, file => file.HiddenSize, MustEqual);

    public StoredOption<Cell> Cell { get; } = new(
        command, "--cell", "what each layer computes: a plain tanh network, GRU or LSTM", ModelKinds.Cell, Model.Cell.Rnn,
        file => file.Metadata.Cell, MustEqual);

    public StoredOption<long> Layers { get; } = new(
        command, "--layers", "layers, each fed by the one below", ModelKinds.Layers, 1, file => file.Metadata.Layers, MustEqual);

    public StoredOption<double> Dropout { get; } = new(
        command, "--dropout", "share of each layer's outputs that a training step drops on their way up", ModelKinds.Dropout, 0,
        file => file.Metadata.Dropout);

    public StoredOption<long> SequenceLength { get; } = new(
        command, "--sequence-length", "steps T of one sequence", ValueKind.Integer(1, ModelShape.MaxSequenceLength), 25,
        file => file.Metadata.SequenceLength);

    public StoredOption<long> Batch { get; } = new(
        command, "--batch", "parallel streams B that the text is cut into",
        ValueKind.Integer(1, ModelShape.MaxBatchSize), 1, file => file.Metadata.BatchSize, MustEqualOnSameText);

    public StoredOption<Optimizer> Optimizer { get; } = new(
        command, "--optimizer", "what changes the weights", ModelKinds.Optimizer, Model.Optimizer.Adagrad,
        file => file.NamesOptimizer ? file.Metadata.Optimizer : null, MustEqualOnSameText)
    {
        DefaultText = ModelKinds.DefaultOptimizer,
    };

    public StoredOption<double> LearningRate { get; } = new(
        command, "--learning-rate", "learning rate", ValueKind.PositiveSingle, 0.1, file => file.Metadata.LearningRate)
    {
        DefaultText = "0.1 with adagrad, else 0.002",
    };

    public StoredOption<double> LearningRateDecay { get; } = new(
        command, "--learning-rate-decay", "factor on the learning rate at each epoch's end",
        ValueKind.PositiveShare, 1, file => file.Metadata.LearningRateDecay);

    public StoredOption<double> Clip { get; } = new(
        command, "--clip", "bound of each gradient element", ValueKind.PositiveSingle, 5, file => file.Metadata.Clip);

    public StoredOption<long> Seed { get; } = new(
        command, "--seed", "of the initial weights and samples", ValueKind.Seed, 1, file => file.Metadata.Seed, MustEqual);

    public StoredOption<EncodingChoice> Encoding { get; } = new(
        command, "--encoding", "what a symbol is",
        ValueKind.Choice([EncodingChoice.Auto, EncodingChoice.Utf8, EncodingChoice.Bytes], "auto", "utf-8", "bytes"), EncodingChoice.Auto,
        file => file.Metadata.Vocabulary.Encoding == TextEncoding.Utf8 ? EncodingChoice.Utf8 : EncodingChoice.Bytes, MustEqual)
    {
        AsStored = EncodingChoice.Auto,
    };

    public Option<string> Checkpoint { get; } = new(command, "--checkpoint", "where the model is saved", ValueKind.ModelPath)
    {
        DefaultText = $"{DefaultCheckpoint}, or the resumed file",
        IsForOneStart = true,
    };

    public Option<long> CheckpointEvery { get; } = new(
        command, "--checkpoint-every", "iterations between saves; there is always one at the end", ValueKind.Count)
    {
        DefaultText = "a save a minute",
    };

    public Option<long> Threads { get; } = new(
        command, "--threads", "threads that share a step; the result is the same", ValueKind.Integer(1, ThreadTeam.MaxCount))
    {
        DefaultText = "by the sizes and the cores",
    };

    public Option<long> Iterations { get; } = new(
        command, "--iterations", "stop after N steps in all, those before a resume included; 0: never",
        ValueKind.CountOrNone, 500_000);

    public Option<long> Epochs { get; } = new(command, "--epochs", "stop at the end of epoch N instead", ValueKind.Count);

    public Option<string> Resume { get; } =
        new(command, "--resume", "continue where that checkpoint stopped", ValueKind.ModelPath) { IsForOneStart = true };

    public Option NewText { get; } = new(
        command, "--new-text", "with --resume: take over what the model has learnt, and start a new run on another text")
    {
        IsForOneStart = true,
    };

    public Option Overwrite { get; } =
        new(command, "--overwrite", "existing files at --checkpoint, .best included, and --log may be replaced") { IsForOneStart = true };

    // Of a foreign file nothing is known; in one of this program's own, a share that is not there is none.
    public StoredOption<double> Validation { get; } = new(
        command, "--validation", "share of the text, at its end, to hold out; the best model on it is kept beside --checkpoint as .best",
        ValueKind.Real($"from 0 to {CheckpointFormat.MaxValidation}", value => value is >= 0 and <= CheckpointFormat.MaxValidation), 0,
        file => file.Metadata.Validation ?? (file.IsForeign ? null : 0), MustEqual);

    public StoredOption<long> ValidationEvery { get; } = new(
        command, "--validation-every", "iterations between validations", ValueKind.Count, 10_000, file => file.Metadata.ValidationEvery);

    public StoredOption<long> Patience { get; } = new(
        command, "--patience", "stop after N validations in a row without a better one, 0: never",
        ValueKind.CountOrNone, 0, file => file.Metadata.Patience);

    public Option<string> Log { get; } = new(command, "--log", "write metrics there, one JSON object a line", ValueKind.FilePath);
    public Option<long> LogEvery { get; } = new(command, "--log-every", "iterations between log lines", ValueKind.Count, 1000);
    public Option<long> SampleEvery { get; } = new(
        command, "--sample-every", "iterations between samples, 0: none", ValueKind.CountOrNone)
    {
        DefaultText = "after 1000 iterations, once a minute, and at the end",
    };

    public Option<long> SampleLength { get; } = new(
        command, "--sample-length", "symbols of a sample", ValueKind.Integer(1, 1_000_000), 200);

    public Option Quiet { get; } = new(command, "--quiet", "no notes, progress or samples");

    /// <summary>Where the model is saved.</summary>
    public string CheckpointPath => Checkpoint.Value ?? Resume.Value ?? DefaultCheckpoint;

    /// <summary>Where the best model is saved.</summary>
    public string BestPath => BestPathOf(CheckpointPath);

    /// <summary>The model of a run, fresh or resumed.</summary>
    public ModelShape ShapeFor(int vocabSize, Checkpoint? stored)
    {
        ModelShape shape = new((int)Hidden.Over(stored), vocabSize, (int)SequenceLength.Over(stored), (int)Batch.Over(stored))
        {
            Cell = Cell.Over(stored),
            Layers = (int)Layers.Over(stored),
            Dropout = Dropout.Over(stored),
        };
        return Optimizer.Chosen(stored) is Optimizer optimizer ? shape with { Optimizer = optimizer } : shape;
    }

    /// <summary>The learning rate of a run: a stored one is that of the stored optimizer.</summary>
    public float LearningRateFor(Optimizer optimizer, Checkpoint? stored)
    {
        Checkpoint? same = stored?.Metadata.Optimizer == optimizer ? stored : null;
        return (float?)LearningRate.Chosen(same) ?? Trainer.DefaultLearningRate(optimizer);
    }

    /// <summary>Refuses what makes no sense together.</summary>
    /// <exception cref="UsageException">Names both options.</exception>
    /// <exception cref="CharRnnException">TEXT is a folder.</exception>
    public void CheckCombinations()
    {
        Text.Check();
        if (Iterations.IsGiven && Epochs.IsGiven) throw new UsageException(Messages.BothSayWhenToStop());
        if (NewText.IsGiven && !Resume.IsGiven) throw new UsageException(Messages.ModelIsMissing());
        if (!Resume.IsGiven) ValidationRules.CheckOptions(this, Validation.Value);
        if (LogEvery.IsGiven && !Log.IsGiven) throw new UsageException(Messages.LogIsMissing());
    }

    /// <summary>
    /// A checkpoint's path with <c>.best</c> before its extension. Of a run that goes on from a best model and is saved there,
    /// <c>m.best.safetensors</c>, the best one is <c>m.best2.safetensors</c>. A model that a failed save left at <c>m.safetensors.tmp</c>
    /// is that of <c>m.safetensors</c>.
    /// </summary>
    public static string BestPathOf(string path)
    {
        if (path.EndsWith(CheckpointWriter.TemporarySuffix, StringComparison.Ordinal))
            path = path[..^CheckpointWriter.TemporarySuffix.Length];
        string extension = Path.GetExtension(path);
        if (BestNumberOf(extension) > 0) extension = "";
        string stem = path[..^extension.Length];
        int number = BestNumberOf(Path.GetExtension(stem));
        return number == 0 ? $"{stem}{BestMark}{extension}" : $"{Path.ChangeExtension(stem, null)}{BestMark}{number + 1}{extension}";
    }

    /// <summary>1 for <c>.best</c>, N for <c>.bestN</c>, else 0.</summary>
    private static int BestNumberOf(string mark)
    {
        if (mark == BestMark) return 1;
        bool isNumbered = mark.StartsWith(BestMark, StringComparison.Ordinal);
        return isNumbered && int.TryParse(mark.AsSpan(BestMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : 0;
    }
}
