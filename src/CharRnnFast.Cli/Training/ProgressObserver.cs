using System.Diagnostics;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Measuring;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// Shows how the run stands: twice a second in the live line of a terminal; elsewhere in plain lines, the first after a second, then one
/// in ten, and the last, whose speed is that of the whole run. Allocates nothing.
/// </summary>
internal sealed class ProgressObserver(TrainingRun run, StopRule stop, StandardError error) : IStepObserver
{
    private readonly long _firstPeriod = error.IsLive ? Stopwatch.Frequency / 10 : Stopwatch.Frequency;
    private readonly long _period = error.IsLive ? Stopwatch.Frequency / 2 : 10 * Stopwatch.Frequency;
    private readonly LineBuffer _line = new();
    private Throughput _recent = new(0, 0, 0);
    private Throughput _whole = new(0, 0, 0);
    private long _due;

    public void AtStart(long timestamp)
    {
        _recent = new(run.Trainer.Inputs.Length, run.Iteration, timestamp);
        _whole = new(run.Trainer.Inputs.Length, run.Iteration, timestamp);
        _due = timestamp + _firstPeriod;
    }

    public void AfterStep(long timestamp)
    {
        if (timestamp < _due) return;
        Show(timestamp);
        _due = timestamp + _period;
    }

    /// <summary>Shows the figures now.</summary>
    public void Show(long timestamp) => Show(_recent, timestamp);

    public void AtEnd(long timestamp)
    {
        Show(_whole, timestamp);
        error.KeepLiveLine();
    }

    private void Show(Throughput throughput, long timestamp)
    {
        throughput.Read(run.Iteration, timestamp);
        TimeSpan? left = stop.StepsLeft(run) is long steps ? throughput.TimeFor(steps) : null;
        ProgressFigures figures = new(
            run.Iteration, run.Epoch, run.SmoothLoss, run.BitsPerSymbol, throughput.SymbolsPerSecond, left, stop.Validations?.Last);
        ProgressLine.Format(_line, figures, error.Columns);
        error.WriteProgress(_line);
    }
}
