namespace CharRnnFast.Cli.Charts;

/// <summary>The measures of a chart, in units of its view box.</summary>
/// <param name="Width">Of the view box.</param>
/// <param name="PlotHeight">Of the area with the curves.</param>
/// <param name="FontSize">Of all text.</param>
/// <param name="Left">Room for the labels left of the curves.</param>
/// <param name="Intervals">Intervals along the iterations at most.</param>
internal sealed record ChartLayout(double Width, double PlotHeight, double FontSize, double Left, int Intervals)
{
    /// <summary>For windows of a desktop's width, and pictures.</summary>
    public static readonly ChartLayout Wide = new(960, 400, 14, 52, 8);

    /// <summary>For telephones.</summary>
    public static readonly ChartLayout Narrow = new(360, 260, 12, 38, 4);

    /// <summary>Room above the curves.</summary>
    public double Top => 2.2 * FontSize;

    /// <summary>Room right of the curves: half of the last label.</summary>
    public double Right => 2 * FontSize;

    /// <summary>Height of a line of text.</summary>
    public double Line => 1.7 * FontSize;

    /// <summary>Where the curves end on the right.</summary>
    public double PlotRight => Width - Right;

    /// <summary>Where they end below.</summary>
    public double PlotBottom => Top + PlotHeight;

    /// <summary>The most that a text can be wide: no letter of the fonts named is wider on average than this.</summary>
    public double TextWidth(string text) => 0.62 * FontSize * text.Length;
}
