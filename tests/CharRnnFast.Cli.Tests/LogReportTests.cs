using System.Xml;
using System.Xml.Linq;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Pages made of logs.</summary>
public sealed class LogReportTests
{
    [Fact]
    public void TheLogsOfRunsBecomeOnePageThatIsReplaced()
    {
        using Scratch scratch = new();
        scratch.TrainModel("a", 300, "--log", scratch["a.jsonl"], "--log-every", "10", "--validation", "0.2", "--validation-every", "50");
        scratch.TrainModel("b", 300, "--log", scratch["b.jsonl"], "--log-every", "10", "--seed", "2");
        string page = scratch.Write("page.html", "an old page");
        RunResult result = Charrnn.Run("report", scratch["a.jsonl"], scratch["b.jsonl"], "--output", page, "--overwrite").MustSucceed();
        Assert.Equal(("", $"saved {page}\n"), (result.Output, result.Messages));
        string[] headers = [.. Parse(File.ReadAllText(page)).Descendants("thead").Descendants("th").Select(cell => cell.Value)];
        Assert.Equal(["run", scratch["a.jsonl"], scratch["b.jsonl"]], headers);
        Assert.Equal(
            File.ReadAllText(page), Charrnn.Run("report", scratch["a.jsonl"], scratch["b.jsonl"], "--output", "-").MustSucceed().Output);

        Charrnn.Run("report", scratch["a.jsonl"], "--output", scratch["a.svg"]).MustSucceed();
        Assert.Equal("svg", Parse(File.ReadAllText(scratch["a.svg"])).Name.LocalName);
        Charrnn.Shell($"cd {scratch[""]}; charrnn report a.jsonl --x seconds").MustSucceed();
        Assert.Contains("<title>Bits per symbol over seconds</title>", File.ReadAllText(scratch["report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void AnExistingFileIsReplacedOnlyWhereThatIsAskedFor()
    {
        using Scratch scratch = new();
        scratch.TrainModel(options: ["--log", scratch["log"]]);
        string page = scratch.Write("page.html", "mine");
        string[] report = ["report", scratch["log"], "--output", page];
        Assert.Contains("page.html exists; replace it with --overwrite", Charrnn.Run(report).MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(page));
        Charrnn.Run([.. report, "--overwrite"]).MustSucceed();
        Assert.Equal("html", Parse(File.ReadAllText(page)).Name.LocalName);
    }

    [Fact]
    public void ALogIsNeverOverwritten()
    {
        using Scratch scratch = new();
        scratch.TrainModel(options: ["--log", scratch["log"]]);
        byte[] before = File.ReadAllBytes(scratch["log"]);
        RunResult result = Charrnn.Shell($"cd {scratch[""]}; ln -s log link; charrnn report log --output link");
        Assert.Contains(
            "LOG and --output would be one file, link; choose another --output", result.MustFailAtOnce(2), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(scratch["log"]));
    }

    [Fact]
    public void WhatIsNoLogIsRefused()
    {
        using Scratch scratch = new();
        Assert.Contains(
            "text.txt is not a log of a run; give a file that", Charrnn.Run("report", scratch.Text).MustFailAtOnce(1),
            StringComparison.Ordinal);
        Assert.Contains(
            "empty has no line yet; wait", Charrnn.Run("report", scratch.Write("empty", "")).MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.Contains("none does not exist; ", Charrnn.Run("report", scratch["none"]).MustFailAtOnce(1), StringComparison.Ordinal);
        Assert.StartsWith("charrnn: report needs a LOG; give", Charrnn.Run("report").MustFailAtOnce(2), StringComparison.Ordinal);
        string[] many = [.. Enumerable.Repeat(scratch.Text, 33)];
        Assert.StartsWith(
            "charrnn: 33 logs are given; give 32 at most", Charrnn.Run(["report", .. many]).MustFailAtOnce(2), StringComparison.Ordinal);
    }

    private static XElement Parse(string xml)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(xml), new() { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }
}
