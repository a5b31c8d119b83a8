using System.Globalization;

namespace CharRnnFast.Cli.Charts;

/// <summary>Training curves of runs over one another, as SVG that stands alone or in a page.</summary>
internal sealed class Chart(List<RunLog> runs, XAxis axis, ChartLayout layout)
{
    private const double Swatch = 26;
    private const int MaxLabel = 40;

    // A validation far above every smoothed loss would press all curves to the ground; it is drawn at the upper edge.
    private const double MaxOverSmoothed = 1.5;

    private const string Style =
        "text{font-family:system-ui,sans-serif;fill:#24292f}.grid{stroke:#d0d7de}.axis{stroke:#57606a}" +
        "path,line,circle{fill:none;stroke:hsl(var(--hue,0) 70% 42%)}.grey{stroke:#57606a}" +
        ".smoothed{stroke-width:2}.raw{stroke-width:1;stroke-opacity:.3}.validation{stroke-width:2;stroke-dasharray:6 4}" +
        "circle.best{stroke-width:2.5}" +
        "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#30363d}.axis,.grey{stroke:#8b949e}" +
        "path,line,circle{stroke:hsl(var(--hue,0) 80% 66%)}line.grid{stroke:#30363d}line.axis,.grey{stroke:#8b949e}}";

    private readonly SvgWriter _svg = new();
    private readonly List<(LegendEntry Entry, double X, double Y)> _legend = [];
    private Axis _x = new(0, 1, 1);
    private Axis _bits = new(0, 1, 1);

    /// <summary>A run's colour: far apart for neighbours, however many there are.</summary>
    public static int HueOf(int run) => (212 + (run * 137)) % 360;

    /// <summary>The picture, with a class for the page's style.</summary>
    public string Draw(string cssClass)
    {
        ScaleAxes();
        double height = PlaceLegend();
        _svg.Raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"").Raw(cssClass).Raw("\" role=\"img\" viewBox=\"0 0 ");
        _svg.Number(layout.Width).Raw(" ").Number(height).Raw("\"").Attribute("font-size", layout.FontSize);
        _svg.Raw("><title>Bits per symbol over ").Raw(XAxes.Kind.Show(axis)).Raw("</title><style>").Raw(Style).Raw("</style>\n");
        DrawAxes();
        for (int run = 0; run < runs.Count; run++) DrawRun(run);
        DrawLegend();
        return _svg.Raw("</svg>\n").ToString();
    }

    private void ScaleAxes()
    {
        double last = 0;
        (double least, double most, double smoothed) = (double.PositiveInfinity, 0, 0);
        foreach (RunLog run in runs)
        {
            last = Math.Max(last, run.LastX);
            foreach (Curve curve in (Curve[])[run.Raw, run.Smoothed, run.Validation])
                if (curve.Lowest is CurvePoint lowest) least = Math.Min(least, lowest.Bits);
            smoothed = Math.Max(smoothed, run.Smoothed.Highest);
            most = Math.Max(most, run.Validation.Highest);
        }

        most = smoothed > 0 ? Math.Max(smoothed, Math.Min(most, MaxOverSmoothed * smoothed)) : most;
        _x = new(0, last, layout.Intervals);
        _bits = new(double.IsFinite(least) ? least : 0, most, 6);
    }

    private double X(double x) => layout.Left + (_x.Place(x) * (layout.PlotRight - layout.Left));

    private double Y(double bits) => layout.PlotBottom - (_bits.Place(bits) * layout.PlotHeight);

    private void DrawAxes()
    {
        for (int tick = 0; tick < _bits.Ticks; tick++)
        {
            double y = Y(_bits.Tick(tick));
            DrawLine("grid", layout.Left, y, layout.PlotRight, y);
            DrawText(layout.Left - (0.5 * layout.FontSize), y + (0.35 * layout.FontSize), "end", _bits.Label(tick));
        }

        for (int tick = 0; tick < _x.Ticks; tick++)
        {
            double x = X(_x.Tick(tick));
            DrawLine("grid", x, layout.Top, x, layout.PlotBottom);
            DrawText(x, layout.PlotBottom + (1.3 * layout.FontSize), "middle", _x.Label(tick));
        }

        DrawLine("axis", layout.Left, layout.PlotBottom, layout.PlotRight, layout.PlotBottom);
        DrawLine("axis", layout.Left, layout.Top, layout.Left, layout.PlotBottom);
        DrawText(0.5 * layout.FontSize, 1.2 * layout.FontSize, "start", "bits per symbol");
        DrawText((layout.Left + layout.PlotRight) / 2, layout.PlotBottom + (2.7 * layout.FontSize), "middle", XAxes.Kind.Show(axis));
    }

    private void DrawLine(string cssClass, double x1, double y1, double x2, double y2) => _svg
        .Raw("<line class=\"").Raw(cssClass).Raw("\"")
        .Attribute("x1", x1).Attribute("y1", y1).Attribute("x2", x2).Attribute("y2", y2).Raw("/>\n");

    private void DrawText(double x, double y, string anchor, string text) => _svg
        .Raw("<text").Attribute("x", x).Attribute("y", y).Raw(" text-anchor=\"").Raw(anchor).Raw("\">").Text(text).Raw("</text>\n");

    private void DrawRun(int index)
    {
        RunLog run = runs[index];
        _svg.Raw("<g style=\"--hue:").Number(HueOf(index)).Raw("\">\n");
        DrawCurve(run.Raw, "raw", run.Name);
        DrawCurve(run.Smoothed, "smoothed", run.Name);
        DrawCurve(run.Validation, "validation", run.Name);
        if (run.Validation.Lowest is CurvePoint best)
            _svg.Raw("<circle class=\"best\"")
                .Attribute("cx", X(best.X)).Attribute("cy", Y(best.Bits)).Attribute("r", 4).Raw("/>\n");
        _svg.Raw("</g>\n");
    }

    private void DrawCurve(Curve curve, string cssClass, string name)
    {
        string next = "M";
        foreach (CurvePoint point in curve.Points)
        {
            if (next == "M") _svg.Raw("<path class=\"").Raw(cssClass).Raw("\" d=\"");
            _svg.Raw(next).Number(X(point.X)).Raw(",").Number(Y(point.Bits));
            next = "L";
        }

        if (next == "L") _svg.Raw("\"><title>").Text(name).Raw(", ").Raw(cssClass).Raw("</title></path>\n");
    }

    private List<LegendEntry> LegendEntries()
    {
        List<LegendEntry> entries = [];
        for (int run = 0; runs.Count > 1 && run < runs.Count; run++) entries.Add(new(Shorten(runs[run].Name), "smoothed", HueOf(run)));
        int? hue = runs.Count > 1 ? null : HueOf(0);
        entries.Add(new("smoothed", "smoothed", hue));
        entries.Add(new("each logged step", "raw", hue));
        if (runs.Exists(run => run.Validation.Last is not null)) entries.Add(new("held-out text", "validation", hue));
        return entries;
    }

    // Sets the entries in rows below the chart. Returns the height of the whole picture.
    private double PlaceLegend()
    {
        double left = 0.5 * layout.FontSize, x = left, y = layout.PlotBottom + (2.7 * layout.FontSize) + layout.Line;
        foreach (LegendEntry entry in LegendEntries())
        {
            double width = Swatch + (0.5 * layout.FontSize) + layout.TextWidth(entry.Label);
            if (x > left && x + width > layout.Width) (x, y) = (left, y + layout.Line);
            _legend.Add((entry, x, y));
            x += width + layout.FontSize;
        }

        return y + (0.6 * layout.FontSize);
    }

    private void DrawLegend()
    {
        foreach ((LegendEntry entry, double x, double y) in _legend)
        {
            double middle = y - (0.35 * layout.FontSize);
            _svg.Raw("<g class=\"legend\"")
                .Raw(entry.Hue is int hue ? string.Create(CultureInfo.InvariantCulture, $" style=\"--hue:{hue}\"") : "").Raw(">");
            DrawLine(entry.Hue is null ? entry.Class + " grey" : entry.Class, x, middle, x + Swatch, middle);
            DrawText(x + Swatch + (0.5 * layout.FontSize), y, "start", entry.Label);
            _svg.Raw("</g>\n");
        }
    }

    // A path's end tells runs apart, and a label has to fit into a row.
    private string Shorten(string name)
    {
        string shown = Display.Path(name);
        int longest = Math.Min(MaxLabel, (int)((layout.Width - Swatch - (2 * layout.FontSize)) / layout.TextWidth("x")));
        return shown.Length <= longest ? shown : "\u2026" + shown[^(longest - 1)..];
    }
}

/// <summary>A line of a chart's key: what it stands for, and the style and the colour of its sample of a line; null: grey.</summary>
internal readonly record struct LegendEntry(string Label, string Class, int? Hue);
