namespace CharRnnFast.Cli.Charts;

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
