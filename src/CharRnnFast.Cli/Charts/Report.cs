using System.Text;
using CharRnnFast.Files;

namespace CharRnnFast.Cli.Charts;

/// <summary>
/// A page about one run or several, from their logs: the curves over one another, and a table. Self-contained, without scripts.
/// </summary>
internal sealed class Report
{
    /// <summary>Logs that a page holds: with more, no curve could be followed.</summary>
    public const int MaxLogs = 32;

    // About as many as the pixels of a wide chart; with several logs fewer, so that the page stays small.
    private const int MaxStretches = 1024;

    private const string Style =
        ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:1000px;" +
        "margin:0 auto;padding:16px;color:#24292f;background:#fff}" +
        "h1{font-size:24px}svg{width:100%;height:auto;display:block}.narrow{display:none}.table{overflow-x:auto}" +
        "table{border-collapse:collapse;font-variant-numeric:tabular-nums}" +
        "th,td{padding:4px 12px 4px 0;text-align:left;vertical-align:top;" +
        "border-bottom:1px solid #d0d7de;overflow-wrap:anywhere}" +
        "tbody th{font-weight:normal;color:#57606a;min-width:7em}td,thead th{min-width:6em}" +
        "@media(max-width:640px){.wide{display:none}.narrow{display:block}body{font-size:14px}}" +
        "@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}th,td{border-color:#30363d}tbody th{color:#8b949e}}";

    private readonly List<RunLog> _runs = [];
    private readonly int _stretches = MaxStretches;
    private readonly XAxis _axis;

    /// <summary>A page to which some logs, 1 to 32, will be added.</summary>
    public Report(int logs, XAxis axis = XAxis.Iterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(logs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logs, MaxLogs);
        while (_stretches > MaxStretches / logs) _stretches /= 2;
        _axis = axis;
    }

    /// <summary>Reads a log, which messages and the page call by its name, to its end.</summary>
    /// <exception cref="CharRnnException">
    /// It cannot be read, is not a log with a line at least, or does not hold what the axis takes.
    /// </exception>
    public void Add(Stream log, string name)
    {
        RunLog run = new(name, _stretches, _axis);
        new LogReader(name, run).Read(log);
        if (!double.IsFinite(run.LastX)) throw new CharRnnException(Messages.LogLacksAxis(name, XAxes.Kind.Show(_axis)));
        _runs.Add(run);
    }

    /// <summary>The curves alone, as an SVG file.</summary>
    public string ToSvg() => new Chart(_runs, _axis, ChartLayout.Wide).Draw("wide");

    /// <summary>The page, which is well-formed XML too.</summary>
    public string ToHtml()
    {
        SvgWriter html = new();
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        html.Raw("<title>Training report</title><style>").Raw(Style)
            .Raw("</style></head>\n<body><h1>Training report</h1>\n<figure style=\"margin:0\">\n");
        html.Raw(new Chart(_runs, _axis, ChartLayout.Wide).Draw("wide"));
        html.Raw(new Chart(_runs, _axis, ChartLayout.Narrow).Draw("narrow"));
        html.Raw("</figure>\n");
        new ReportTable(_runs, html).Write();
        return html.Raw("</body></html>\n").ToString();
    }

    /// <summary>Replaces a file as a whole, or leaves it as it was.</summary>
    /// <exception cref="CharRnnException">It cannot be written.</exception>
    public static void Save(string path, string contents)
    {
        using AtomicFile file = new(path, FileOperations.System);
        byte[] bytes = Encoding.UTF8.GetBytes(contents);
        file.Replace(bytes.Length, handle => RandomAccess.Write(handle, bytes, 0));
    }
}
