using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using CharRnnFast.Cli.Charts;

namespace CharRnnFast.Cli.Tests;

/// <summary>The page, read as XML: its curves, labels, key and table, and that all of it is inside the pictures' view boxes.</summary>
public sealed class ReportPageTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Numbers of runs.</summary>
    public static TheoryData<int, bool> Runs => new() { { 1, true }, { 1, false }, { 2, true }, { 5, false }, { 32, true } };

    [Theory]
    [MemberData(nameof(Runs))]
    public void EveryCurveLabelAndKeyIsInsideTheViewBox(int runs, bool validation)
    {
        XElement page = Page(Enumerable.Range(0, runs).Select(run => (Name(run), LogOf(200, validation))));
        XElement[] charts = [.. page.Descendants(Svg + "svg")];
        Assert.Equal(["wide", "narrow"], charts.Select(chart => chart.Attribute("class")!.Value));
        foreach (XElement chart in charts)
        {
            double[] box = Numbers(chart.Attribute("viewBox")!.Value);
            Assert.Equal(runs, Curves(chart, "raw").Length);
            Assert.Equal(runs, Curves(chart, "smoothed").Length);
            Assert.Equal(validation ? runs : 0, Curves(chart, "validation").Length);
            Assert.Equal(validation ? runs : 0, chart.Descendants(Svg + "circle").Count());
            CheckPlaces(chart, box);
            CheckTexts(chart, box);
            CheckLegend(chart, runs, validation);
        }
    }

    [Fact]
    public void TheCurvesAreThoseOfTheLog()
    {
        XElement chart = Page([("a", LogOf(100, validation: true))]).Descendants(Svg + "svg").First();
        double[] smoothed = Numbers(Curves(chart, "smoothed").Single().Attribute("d")!.Value);
        Assert.Equal(200, smoothed.Length);
        double[] xs = [.. smoothed.Where((_, i) => i % 2 == 0)], ys = [.. smoothed.Where((_, i) => i % 2 == 1)];
        Assert.Equal(xs.Order(), xs);
        for (int i = 0; i < 100; i++)
        {
            // Linear in both axes: ticks 0 to 100k, and bits from the log.
            Assert.Equal(xs[0] + ((xs[99] - xs[0]) * i / 99), xs[i], 0.11);
            double place = (Bits(i + 1) - Bits(1)) / (Bits(100) - Bits(1));
            Assert.Equal(ys[0] + ((ys[99] - ys[0]) * place), ys[i], 0.11);
        }

        Assert.Equal(10 * 2, Numbers(Curves(chart, "validation").Single().Attribute("d")!.Value).Length);
        double[] raw = Numbers(Curves(chart, "raw").Single().Attribute("d")!.Value);
        Assert.True(raw[1] > ys[0] && raw[3] < ys[1], "steps are below and above the smoothed loss in turns");
    }

    // Of 1000 symbols 100 are held out, so that an epoch has 35 steps of 25.
    [Theory]
    [InlineData("iterations", 100_000, "100k", 100_000)]
    [InlineData("symbols", 25 * 100_000, "2.5M", 2_500_000)]
    [InlineData("seconds", 100, "100", 100)]
    [InlineData("epochs", 100_000 / 35.0, "3000", 3000)]
    public void TheCurvesAreDrawnOverWhatIsAskedFor(string axis, double last, string lastLabel, double lastTick)
    {
        XElement chart = ChartOver(axis, LogOf(100, validation: true));
        string[] texts = [.. chart.Descendants(Svg + "text").Select(text => text.Value)];
        Assert.Contains(axis, texts);
        Assert.Contains(lastLabel, texts);
        foreach (string kind in (string[])["raw", "smoothed", "validation"])
            Assert.Equal(last / lastTick, LastPlace(chart, kind), 1e-3);
        double[] validation = Numbers(Curves(chart, "validation").Single().Attribute("d")!.Value);
        Assert.Equal(validation[^2], Number(chart.Descendants(Svg + "circle").Single(), "cx"));
    }

    [Fact]
    public void AProcessThatGoesOnCountsByItsOwnSettings()
    {
        string first = Encoding.UTF8.GetString(LogOf(100, validation: false));
        string second = "{\"iteration\":200000,\"bits_per_symbol\":2,\"run\":{\"sequence_length\":50}}\n";
        XElement chart = ChartOver("symbols", Encoding.UTF8.GetBytes(first + second));
        Assert.Equal(7.5 / 8, LastPlace(chart, "smoothed"), 1e-3);
    }

    [Theory]
    [InlineData("symbols")]
    [InlineData("seconds")]
    [InlineData("epochs")]
    public void ALogThatDoesNotHoldWhatTheAxisTakesIsRefused(string axis)
    {
        byte[] log = "{\"iteration\":1,\"bits_per_symbol\":2}\n"u8.ToArray();
        string message = Assert.Throws<CharRnnException>(() => ChartOver(axis, log)).Message;
        Assert.Contains($"it does not hold what --x {axis} takes; ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALineThatDoesNotTellItsPlaceIsLeftOut()
    {
        byte[] log = Encoding.UTF8.GetBytes(
            "{\"iteration\":1,\"bits_per_symbol\":5}\n" + string.Concat(Enumerable.Range(2, 3).Select(
                i => $"{{\"iteration\":{i},\"bits_per_symbol\":2,\"seconds\":{i}}}\n")));
        Assert.Equal(3 * 2, Numbers(Curves(ChartOver("seconds", log), "smoothed").Single().Attribute("d")!.Value).Length);
    }

    [Fact]
    public void TheTableTellsSettingsSpeedAndTheBestPoint()
    {
        XElement page = Page([("a", LogOf(100, validation: true)), ("b", LogOf(50, validation: false))]);
        Dictionary<string, string[]> rows = page.Descendants("tr").ToDictionary(
            row => row.Elements().First().Value, row => row.Elements().Skip(1).Select(cell => cell.Value).ToArray());
        Assert.Equal(["a", "b"], rows["run"]);
        Assert.Equal(["100,000", "50,000"], rows["iterations"]);
        Assert.Equal(["1 min 40 s", "50.0 s"], rows["training time"]);
        Assert.Equal(["25,000", "25,000"], rows["symbols a second"]);
        Assert.Equal([$"{Bits(100):F4}", $"{Bits(50):F4}"], rows["bits per symbol, smoothed, at the end"]);
        Assert.Equal([$"{Bits(100) + 0.1:F4} at 100,000 (held-out text)", $"{Bits(50):F4} at 50,000 (smoothed)"], rows["best point"]);
        Assert.Equal(["100", "100"], rows["hidden size"]);
        Assert.Equal(["Avx512", "Avx512"], rows["instruction set"]);
        Assert.Equal(["0.1", "0.1"], rows["learning rate"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void MillionsOfLinesMakeAPageUnder500KB(int runs)
    {
        byte[] log = LogOf(1_000_000 / runs, validation: true, noise: true);
        Report report = new(runs);
        for (int run = 0; run < runs; run++) report.Add(new MemoryStream(log), Name(run));
        string page = report.ToHtml();
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 20_000, 500_000);
        XElement chart = Parse(page).Descendants(Svg + "svg").First();
        Assert.True(Numbers(Curves(chart, "raw")[0].Attribute("d")!.Value).Length > 400);
    }

    [Fact]
    public void ThirtyTwoLongLogsStayUnder500KBToo()
    {
        byte[] log = LogOf(5000, validation: true, noise: true);
        Report report = new(Report.MaxLogs);
        for (int run = 0; run < Report.MaxLogs; run++) report.Add(new MemoryStream(log), Name(run));
        Assert.InRange(Encoding.UTF8.GetByteCount(report.ToHtml()), 20_000, 500_000);
    }

    [Fact]
    public void WhatIsMarkupOrUnreadableInANameStaysText()
    {
        XElement page = Page([("<b>&\"\u0007\uFFFF\u2028.log", LogOf(3, false)), ("x", LogOf(3, false))]);
        Assert.Contains(page.Descendants("th"), cell => cell.Value == "<b>&\"\\u0007\\uFFFF\\u2028.log");
        Assert.Empty(page.Descendants("b"));
    }

    [Fact]
    public void ValuesThatAreNoNumbersAndUnknownKeysAreLeftOut()
    {
        string log = "{\"iteration\":1,\"epoch\":0,\"loss\":null,\"smooth_loss\":null,\"bits_per_symbol\":null,"
            + "\"symbols_per_second\":null,\"seconds\":0,\"new\":{\"a\":[1]}}\n"
            + "{\"iteration\":2,\"loss\":1e308,\"smooth_loss\":1e-308,\"bits_per_symbol\":2.5}\n{\"iteration\":3,\"bits";
        XElement page = Page([("a", Encoding.UTF8.GetBytes(log))]);
        XElement chart = page.Descendants(Svg + "svg").First();
        Assert.Empty(Curves(chart, "raw"));
        Assert.Equal(2, Numbers(Curves(chart, "smoothed").Single().Attribute("d")!.Value).Length);
        Assert.Contains("unknown", page.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no line yet")]
    [InlineData("{\"iteration\":1", "no line yet")]
    [InlineData("hello\n", "is not a log")]
    [InlineData("hello", "is not a log")]
    [InlineData("[]\n", "is not a log")]
    [InlineData("{}\n", "is not a log")]
    [InlineData("{\"iteration\":-1}\n", "is not a log")]
    [InlineData("{\"iteration\":1,\"loss\":\"x\"}\n", "is not a log")]
    [InlineData("{\"iteration\":1,\"run\":5}\n", "is not a log")]
    public void WhatIsNoLogIsRefused(string text, string expected) =>
        Assert.Contains($"it {(expected[0] == 'n' ? "has " : "")}{expected}", RefusalOf(text), StringComparison.Ordinal);

    [Fact]
    public void ALineWithoutAnEndIsRefusedBeforeItTakesMemory() =>
        Assert.Contains("is not a log", RefusalOf("{" + new string(' ', 1 << 20)), StringComparison.Ordinal);

    private static void CheckPlaces(XElement chart, double[] box)
    {
        foreach (XElement path in chart.Descendants(Svg + "path"))
        {
            double[] places = Numbers(path.Attribute("d")!.Value);
            Assert.All(places.Where((_, i) => i % 2 == 0), x => Assert.InRange(x, 0, box[2]));
            Assert.All(places.Where((_, i) => i % 2 == 1), y => Assert.InRange(y, 0, box[3]));
        }

        foreach (XElement line in chart.Descendants(Svg + "line"))
        {
            Assert.All((string[])["x1", "x2"], name => Assert.InRange(Number(line, name), 0, box[2]));
            Assert.All((string[])["y1", "y2"], name => Assert.InRange(Number(line, name), 0, box[3]));
        }
    }

    private static void CheckTexts(XElement chart, double[] box)
    {
        (double Left, double Right, double Top, double Bottom)[] boxes =
            [.. chart.Descendants(Svg + "text").Select(text => BoxOf(text, Number(chart, "font-size")))];
        Assert.All(boxes, text => Assert.True(
            text.Left >= 0 && text.Right <= box[2] && text.Top >= 0 && text.Bottom <= box[3], $"{text} is outside"));
        for (int i = 0; i < boxes.Length; i++)
            Assert.DoesNotContain(boxes[(i + 1)..], other => Overlap(boxes[i], other));
        string[] texts = [.. chart.Descendants(Svg + "text").Select(text => text.Value)];
        Assert.Contains("bits per symbol", texts);
        Assert.Contains("iterations", texts);
        Assert.Contains("0", texts);
        Assert.Contains("200k", texts);
    }

    private static void CheckLegend(XElement chart, int runs, bool validation)
    {
        string[] labels =
            [.. chart.Elements(Svg + "g").Where(g => g.Attribute("class")?.Value == "legend").Select(g => g.Element(Svg + "text")!.Value)];
        List<string> expected = runs == 1 ? [] : [.. Enumerable.Range(0, runs).Select(Name)];
        expected.AddRange(["smoothed", "each logged step"]);
        if (validation) expected.Add("held-out text");
        Assert.Equal(expected.Count, labels.Length);
        Assert.All(labels.Zip(expected), pair => Assert.EndsWith(pair.First.TrimStart('…'), pair.Second, StringComparison.Ordinal));
        Assert.Equal(labels.Length, labels.Distinct().Count());
    }

    // Sans-serif letters are 0.6 of their size wide on average at most, and reach from 0.8 above the base line to 0.25 below.
    private static (double Left, double Right, double Top, double Bottom) BoxOf(XElement text, double size)
    {
        double width = 0.6 * size * text.Value.Length, x = Number(text, "x"), y = Number(text, "y");
        double left = text.Attribute("text-anchor")!.Value switch { "start" => x, "middle" => x - (width / 2), _ => x - width };
        return (left, left + width, y - (0.8 * size), y + (0.25 * size));
    }

    private static bool Overlap(
        (double Left, double Right, double Top, double Bottom) a, (double Left, double Right, double Top, double Bottom) b) =>
        a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;

    private static XElement[] Curves(XElement chart, string kind) =>
        [.. chart.Descendants(Svg + "path").Where(path => path.Attribute("class")!.Value == kind)];

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static double[] Numbers(string text) =>
        [.. text.Split([' ', ',', 'M', 'L'], StringSplitOptions.RemoveEmptyEntries).Select(
            number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static XElement ChartOver(string axis, byte[] log)
    {
        Report report = new(1, XAxes.Kind.Parse("--x", axis));
        report.Add(new MemoryStream(log), "it");
        return Parse(report.ToSvg());
    }

    // Of a curve's last point, 0 to 1 between the first tick and the last.
    private static double LastPlace(XElement chart, string kind)
    {
        double[] ticks =
        [
            .. chart.Descendants(Svg + "line").Where(line => line.Attribute("class")!.Value == "grid")
                .Where(line => Number(line, "x1") == Number(line, "x2")).Select(line => Number(line, "x1")),
        ];
        double last = Numbers(Curves(chart, kind).Single().Attribute("d")!.Value)[^2];
        return (last - ticks.Min()) / (ticks.Max() - ticks.Min());
    }

    private static XElement Page(IEnumerable<(string Name, byte[] Log)> logs)
    {
        (string Name, byte[] Log)[] all = [.. logs];
        Report report = new(all.Length);
        foreach ((string name, byte[] log) in all) report.Add(new MemoryStream(log), name);
        return Parse(report.ToHtml());
    }

    private static string RefusalOf(string log)
    {
        string message = Assert.Throws<CharRnnException>(() => Page([("it", Encoding.UTF8.GetBytes(log))])).Message;
        Assert.Matches(@"^[^;\p{Cc}]+; [^;\p{Cc}]+\z", message);
        return message;
    }

    private static XElement Parse(string page)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(page), new() { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }

    private static string Name(int run) => $"/a/folder/with/a/long/name/run-number-{run:D3}.jsonl";

    private static double Bits(int line) => 2 + (30.0 / (9 + line));

    private static byte[] LogOf(int lines, bool validation, bool noise = false)
    {
        StringBuilder log = new();
        for (int line = 1; line <= lines; line++)
        {
            double bits = Bits(line);
            double loss = (noise ? 0.5 + (line * 7919L % 1000 / 1000.0) : line % 2 == 0 ? 1.2 : 0.9) * bits;
            log.Append(
                CultureInfo.InvariantCulture,
                $"{{\"iteration\":{line}000,\"epoch\":{line / 10},\"loss\":{loss},\"smooth_loss\":{bits},\"bits_per_symbol\":{bits},");
            log.Append(CultureInfo.InvariantCulture, $"\"learning_rate\":0.1,\"symbols_per_second\":25000,\"seconds\":{line}");
            if (validation && line % 10 == 0) log.Append(CultureInfo.InvariantCulture, $",\"validation_bits_per_symbol\":{bits + 0.1}");
            if (line == 1) log.Append(",\"run\":").Append(JsonSerializer.Serialize(Run));
            log.Append("}\n");
        }

        return Encoding.UTF8.GetBytes(log.ToString());
    }

    private static readonly Dictionary<string, object> Run = new()
    {
        ["version"] = "1",
        ["hidden"] = 100,
        ["vocab"] = 65,
        ["sequence_length"] = 25,
        ["batch_size"] = 1,
        ["learning_rate"] = 0.1,
        ["clip"] = 5,
        ["seed"] = 1,
        ["encoding"] = "utf-8",
        ["corpus_symbols"] = 1000,
        ["validation"] = 0.1,
        ["threads"] = 1,
        ["instruction_set"] = "Avx512",
        ["kernel"] = "104x72",
    };
}
