using System.Globalization;

namespace CharRnnFast.Cli.Charts;

/// <summary>Round numbers along a side of a chart.</summary>
internal sealed class Axis
{
    // A number that is a tick but for rounding is one.
    private const double Tolerance = 1e-9;

    private readonly double _step;

    /// <summary>
    /// An axis whose first and last tick enclose two numbers, with at most about so many intervals. A largest number that is not above the
    /// least is made so.
    /// </summary>
    public Axis(double least, double most, int intervals)
    {
        if (!(most > least)) most = least + Math.Max(Math.Abs(least), 1);
        _step = RoundUp((most - least) / intervals);
        Least = Math.Floor((least / _step) + Tolerance) * _step;
        Ticks = Math.Max((int)Math.Ceiling(((most - Least) / _step) - Tolerance), 1) + 1;
    }

    public double Least { get; }

    public double Most => Tick(Ticks - 1);

    /// <summary>Ticks, at least 2.</summary>
    public int Ticks { get; }

    /// <summary>The number at a tick, from 0.</summary>
    public double Tick(int index) => Least + (index * _step);

    /// <summary>A tick's number: 1.5, 200, 50k, 2M.</summary>
    public string Label(int index)
    {
        double value = Math.Round(Tick(index) / _step) * _step;
        (double unit, string suffix) = Most switch
        {
            >= 1e9 => (1e9, "G"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1, ""),
        };
        string number = (value / unit).ToString("0.######", CultureInfo.InvariantCulture);
        return number == "0" ? number : number + suffix;
    }

    /// <summary>A number's place along the axis, 0 to 1; beyond the ends it stays there.</summary>
    public double Place(double value) => Math.Clamp((value - Least) / (Most - Least), 0, 1);

    // 1, 2 or 5 times a power of ten.
    private static double RoundUp(double step)
    {
        double power = 1;
        while (power > step) power /= 10;
        while (power * 10 <= step) power *= 10;
        double digits = step / power;
        return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
    }
}
