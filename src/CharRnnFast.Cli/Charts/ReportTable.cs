using System.Globalization;

namespace CharRnnFast.Cli.Charts;

/// <summary>The runs' settings, speeds and best points as a table: a row for each figure, a column for each run.</summary>
internal sealed class ReportTable(List<RunLog> runs, SvgWriter html)
{
    private static readonly (string Title, string Key)[] SettingRows =
    [
        ("cell", "cell"),
        ("layers", "layers"),
        ("hidden size", "hidden"),
        ("vocabulary", "vocab"),
        ("sequence length", "sequence_length"),
        ("streams", "batch_size"),
        ("optimizer", "optimizer"),
        ("learning rate", "learning_rate"),
        ("clip", "clip"),
        ("dropout", "dropout"),
        ("seed", "seed"),
        ("encoding", "encoding"),
        ("symbols in the text", "corpus_symbols"),
        ("share held out", "validation"),
        ("threads", "threads"),
        ("instruction set", "instruction_set"),
        ("kernel", "kernel"),
        ("version", "version"),
    ];

    public void Write()
    {
        html.Raw("<div class=\"table\"><table>\n<thead>");
        WriteRow("run", "th", run => run.Name);
        html.Raw("</thead>\n<tbody>");
        WriteRow("iterations", "td", run => Grouped(run.Last.Iteration));
        WriteRow("epochs completed", "td", run => Grouped(run.Last.Epoch));
        WriteRow("training time", "td", run => Time(run.Last.Seconds));
        WriteRow("symbols a second", "td", run => run.SymbolsPerSecond is double speed ? Grouped(speed) : "unknown");
        WriteRow("bits per symbol, smoothed, at the end", "td", run => run.Smoothed.Last is CurvePoint last ? Bits(last.Bits) : "unknown");
        WriteRow("best point", "td", Best);
        foreach ((string title, string key) in SettingRows) WriteRow(title, "td", run => run.Settings.GetValueOrDefault(key, "unknown"));
        html.Raw("</tbody></table></div>\n");
    }

    private void WriteRow(string title, string cell, Func<RunLog, string> value)
    {
        html.Raw("<tr><th scope=\"row\">").Text(title).Raw("</th>");
        foreach (RunLog run in runs) html.Raw("<").Raw(cell).Raw(">").Text(value(run)).Raw("</").Raw(cell).Raw(">");
        html.Raw("</tr>\n");
    }

    private static string Best(RunLog run)
    {
        if (run.Best is not CurvePoint best) return "unknown";
        string kind = run.Validation.Lowest is null ? "smoothed" : "held-out text";
        return $"{Bits(best.Bits)} at {Grouped(best.Iteration)} ({kind})";
    }

    private static string Bits(double bits) => bits.ToString("F4", CultureInfo.InvariantCulture);

    private static string Grouped(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(double seconds)
    {
        if (!(seconds is >= 0 and < 1e15)) return "unknown";
        long whole = (long)seconds;
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (whole < 60) return string.Create(invariant, $"{seconds:F1} s");
        return whole < 3600
            ? string.Create(invariant, $"{whole / 60} min {whole % 60} s")
            : string.Create(invariant, $"{whole / 3600} h {whole / 60 % 60} min");
    }
}
