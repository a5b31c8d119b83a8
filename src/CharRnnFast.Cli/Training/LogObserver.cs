using System.Diagnostics;
using CharRnnFast.Logs;
using CharRnnFast.Measuring;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Training;

/// <summary>Writes a line of metrics every N iterations, one for each validation, and one for the last step.</summary>
internal sealed class LogObserver(TrainingRun run, LogWriter log, long every, ValidationHistory? validations = null) : IStepObserver
{
    private long _start;
    private long _loggedIteration;
    private long _loggedValidations;
    private Throughput _throughput = new(0, 0, 0);

    public void AtStart(long timestamp)
    {
        _start = timestamp;
        _loggedIteration = run.Iteration;
        _throughput = new(run.Trainer.Inputs.Length, run.Iteration, timestamp);
    }

    public void AfterStep(long timestamp)
    {
        if (run.Iteration % every == 0 || validations?.Count > _loggedValidations) Write(timestamp);
    }

    public void AtEnd(long timestamp)
    {
        if (run.Iteration != _loggedIteration) Write(timestamp);
    }

    private void Write(long timestamp)
    {
        _throughput.Read(run.Iteration, timestamp);
        _loggedIteration = run.Iteration;
        double seconds = Stopwatch.GetElapsedTime(_start, timestamp).TotalSeconds;
        log.Write(new(
            run.Iteration, run.Epoch, run.Loss, run.SmoothLoss, run.BitsPerSymbol, run.Trainer.LearningRate, _throughput.SymbolsPerSecond,
            seconds)
        {
            ValidationBitsPerSymbol = NewValidation(),
        });
    }

    private double? NewValidation()
    {
        if (validations is null || validations.Count == _loggedValidations) return null;
        _loggedValidations = validations.Count;
        return validations.Last;
    }
}
