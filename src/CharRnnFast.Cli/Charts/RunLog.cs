using System.Globalization;

namespace CharRnnFast.Cli.Charts;

/// <summary>A run as its log tells of it.</summary>
internal sealed class RunLog(string name, int stretches)
{
    private LogEntry _first;
    private LogEntry _last;

    /// <summary>What the page calls it.</summary>
    public string Name => name;

    public long Lines { get; private set; }

    /// <summary>What the last process said of the run, by the log's keys.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Loss of the logged steps.</summary>
    public Curve Raw { get; } = new(stretches);

    public Curve Smoothed { get; } = new(stretches);

    /// <summary>Loss on the held-out text.</summary>
    public Curve Validation { get; } = new(stretches);

    public LogEntry Last => _last;

    /// <summary>The best point: of the validations, or, where there are none, of the smoothed loss.</summary>
    public CurvePoint? Best => Validation.Lowest ?? Smoothed.Lowest;

    /// <summary>Symbols per second over all of the log's training time; null where the log does not tell T and B.</summary>
    public double? SymbolsPerSecond
    {
        get
        {
            if (!(Setting("sequence_length") * Setting("batch_size") is double symbols and > 0)) return null;

            // The steps before the first line: a log may begin in the middle of a run.
            double before = _first.SymbolsPerSecond * _first.Seconds / symbols;
            double speed = (_last.Iteration - _first.Iteration + before) * symbols / _last.Seconds;
            return double.IsFinite(speed) ? speed : null;
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(in LogEntry entry)
    {
        if (Lines++ == 0) _first = entry;
        _last = entry;
        AddTo(Smoothed, entry.Iteration, entry.Bits);
        AddTo(Raw, entry.Iteration, entry.Bits * entry.Loss / entry.SmoothLoss);
        AddTo(Validation, entry.Iteration, entry.ValidationBits);
    }

    private double? Setting(string key) =>
        Settings.TryGetValue(key, out string? value) && double.TryParse(value, CultureInfo.InvariantCulture, out double number)
            ? number
            : null;

    // What a line does not hold is not a number.
    private static void AddTo(Curve curve, long iteration, double bits)
    {
        if (double.IsFinite(bits)) curve.Add(new(iteration, bits));
    }
}

/// <summary>The figures of one line of a log; what it does not hold is not a number.</summary>
internal struct LogEntry()
{
    public long Iteration = -1;
    public long Epoch = 0;
    public double Loss = double.NaN;
    public double SmoothLoss = double.NaN;
    public double Bits = double.NaN;
    public double ValidationBits = double.NaN;
    public double SymbolsPerSecond = double.NaN;
    public double Seconds = double.NaN;
}
