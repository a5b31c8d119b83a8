namespace CharRnnFast.Cli.Charts;

/// <summary>
/// The measures of a chart, in units of its view box; <c>Left</c> is the room for the labels left of the curves, <c>Intervals</c> how many
/// there are along the horizontal axis at most.
/// </summary>
internal sealed record ChartLayout(double Width, double PlotHeight, double FontSize, double Left, int Intervals)
{
    /// <summary>For windows of a desktop's width, and pictures.</summary>
    public static readonly ChartLayout Wide = new(960, 400, 14, 52, 8);

    /// <summary>For telephones.</summary>
    public static readonly ChartLayout Narrow = new(360, 260, 12, 38, 4);

    public double Top => 2.2 * FontSize;

    /// <summary>Room right of the curves: half of the last label.</summary>
    public double Right => 2 * FontSize;

    public double Line => 1.7 * FontSize;

    public double PlotRight => Width - Right;

    public double PlotBottom => Top + PlotHeight;

    /// <summary>The most that a text can be wide: no letter of the fonts named is wider on average than this.</summary>
    public double TextWidth(string text) => 0.62 * FontSize * text.Length;
}
