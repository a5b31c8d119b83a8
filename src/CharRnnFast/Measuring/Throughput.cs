using System.Diagnostics;

namespace CharRnnFast.Measuring;

/// <summary>The speed of a run from one reading to the next.</summary>
/// <param name="symbolsPerIteration">T * B.</param>
/// <param name="iteration">Steps done at the start.</param>
/// <param name="timestamp">The start, of <see cref="Stopwatch.GetTimestamp"/>.</param>
internal sealed class Throughput(int symbolsPerIteration, long iteration, long timestamp)
{
    // Past this the time left says nothing more, and TimeSpan has an end.
    private const double MaxForecastSeconds = 1e9;

    private long _iteration = iteration;
    private long _timestamp = timestamp;
    private double _iterationsPerSecond;

    /// <summary>Symbols per second between the last two readings; 0 before the first.</summary>
    public double SymbolsPerSecond => _iterationsPerSecond * symbolsPerIteration;

    /// <summary>Takes a reading.</summary>
    public void Read(long iteration, long timestamp)
    {
        double seconds = Stopwatch.GetElapsedTime(_timestamp, timestamp).TotalSeconds;
        if (seconds > 0) _iterationsPerSecond = (iteration - _iteration) / seconds;
        _iteration = iteration;
        _timestamp = timestamp;
    }

    /// <summary>How long further steps will take at that speed, in whole seconds; null where no clock could show it.</summary>
    public TimeSpan? TimeFor(long iterations)
    {
        double seconds = iterations / _iterationsPerSecond;
        return seconds <= MaxForecastSeconds ? TimeSpan.FromSeconds(Math.Ceiling(seconds)) : null;
    }
}
