using CharRnnFast.Cli.Terminal;
using CharRnnFast.Evaluation;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// Scores the held-out text every N iterations, in a resumed run too, and where the steps asked for are done, and keeps the best model.
/// On a terminal each validation is a line above the live one. Allocates nothing but for a save.
/// </summary>
internal sealed class ValidationObserver(
    TrainingRun run, StopRule stop, HeldOutText text, Evaluator evaluator, BestModel best, StandardError error) : IStepObserver
{
    private readonly ValidationHistory _history = stop.Validations!;
    private readonly LineBuffer _line = new();

    public void AfterStep(long timestamp)
    {
        bool isDue = _history.IsDue(run.Iteration);
        if (isDue || stop.StepsAreDone(run)) Validate(isDue);
        best.SaveIfDue(timestamp);
    }

    public void AtEnd(long timestamp) => best.Save();

    private void Validate(bool isDue)
    {
        double bits = text.BitsPerSymbol(evaluator);
        bool isBetter = isDue ? _history.Add(bits) : _history.Note(bits);
        if (isBetter) best.Take(bits);
        if (error.IsLive && !error.IsQuiet) Show(isBetter);
    }

    private void Show(bool isBetter)
    {
        ValidationLine.Format(_line, run.Iteration, _history.Last!.Value, isBetter, error.Columns);
        if (_line.Length == 0) return;
        _line.Append("\n"u8);
        error.WriteAbove(_line.Bytes);
    }
}
