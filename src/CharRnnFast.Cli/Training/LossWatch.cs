using CharRnnFast.Cli.Terminal;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// Warns, once, of a run whose smoothed loss is above that of a model that knows nothing, T ln V: it is worse than no model, which a number
/// alone does not tell. Not at the start, where a resumed run may begin above it and come down; the notes at the end say it beside the
/// figure. Allocates nothing.
/// </summary>
internal sealed class LossWatch(TrainingRun run, StandardError error) : IStepObserver
{
    // The first hundred steps at the default learning rate raise it by 1 % on tinyshakespeare, and by 30 % with H = 512, from where it
    // comes down.
    private const double WhileRunning = 1.25;
    private const double AtLast = 1.02;

    private readonly LineBuffer _line = new();
    private bool _hasWarned;

    /// <summary>Whether the model that is left is worse than none.</summary>
    public bool IsWorseThanGuessing => run.SmoothLoss > AtLast * run.LossOfGuessing;

    public void AfterStep(long timestamp)
    {
        if (_hasWarned || !(run.SmoothLoss > WhileRunning * run.LossOfGuessing)) return;
        _hasWarned = true;
        Warn();
    }

    /// <summary>What is wrong, with its figures, and what to do.</summary>
    public void Warn()
    {
        _line.Clear();
        _line.Append("charrnn: warning: "u8);
        _line.Append(run.BitsPerSymbol, "F3");
        _line.Append(" bits/symbol after "u8);
        _line.Append(run.Iteration, "N0");
        _line.Append(" iterations, and guessing among the "u8);
        _line.Append(run.Trainer.Shape.VocabSize, "N0");
        _line.Append(" symbols costs "u8);
        _line.Append(run.LossOfGuessing / run.SmoothLoss * run.BitsPerSymbol, "F3");
        _line.Append(": the model is worse than none; lower --learning-rate, now "u8);
        _line.Append(run.Trainer.LearningRate, "");
        _line.Append("\n"u8);
        error.WriteAbove(_line.Bytes);
    }
}
