using System.Globalization;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Charts;

/// <summary>A run as its log tells of it.</summary>
internal sealed class RunLog(string name, int stretches, XAxis axis)
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

    /// <summary>The last line's place along the axis; not a number where the log does not tell it.</summary>
    public double LastX { get; private set; }

    /// <summary>The best point: of the validations, or, where there are none, of the smoothed loss.</summary>
    public CurvePoint? Best => Validation.Lowest ?? Smoothed.Lowest;

    /// <summary>Symbols per second over all of the log's training time; null where the log does not tell T and B.</summary>
    public double? SymbolsPerSecond
    {
        get
        {
            if (!(SymbolsPerIteration is double symbols and > 0)) return null;

            // The steps before the first line: a log may begin in the middle of a run.
            double before = _first.SymbolsPerSecond * _first.Seconds / symbols;
            double speed = (_last.Iteration - _first.Iteration + before) * symbols / _last.Seconds;
            return double.IsFinite(speed) ? speed : null;
        }
    }

    // How far an iteration of the process that wrote last goes along the axis.
    private double PerIteration => axis switch
    {
        XAxis.Symbols => SymbolsPerIteration,
        XAxis.Epochs => 1 / StepsPerEpoch,
        _ => 1,
    };

    private double SymbolsPerIteration => Setting("sequence_length") * Setting("batch_size");

    private double StepsPerEpoch
    {
        get
        {
            double symbols = Setting("corpus_symbols"), share = Setting("validation");
            if (!(symbols is >= 0 and < long.MaxValue && share is >= 0 and < 1)) return double.NaN;
            double streams = Setting("batch_size"), steps = Setting("sequence_length");
            long ofOneStream = (long)(TextSplit.Of((long)symbols, share).Training / streams);
            return Math.Max(1, Math.Floor((ofOneStream - 2) / steps));
        }
    }

    /// <summary>Adds a line.</summary>
    public void Add(in LogEntry entry)
    {
        // A process that goes on with a run may take sequences of another length.
        LastX = axis == XAxis.Seconds ? entry.Seconds : LastX + ((entry.Iteration - _last.Iteration) * PerIteration);
        if (Lines++ == 0) _first = entry;
        _last = entry;
        AddTo(Smoothed, entry.Bits);
        AddTo(Raw, entry.Bits * entry.Loss / entry.SmoothLoss);
        AddTo(Validation, entry.ValidationBits);
    }

    // What the log does not tell is not a number.
    private double Setting(string key) =>
        Settings.TryGetValue(key, out string? value) && double.TryParse(value, CultureInfo.InvariantCulture, out double number)
            ? number
            : double.NaN;

    private void AddTo(Curve curve, double bits)
    {
        if (double.IsFinite(bits) && double.IsFinite(LastX)) curve.Add(new(Last.Iteration, bits, LastX));
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
