using CharRnnFast.Cli.Charts;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Files;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn report LOG…</c>.</summary>
internal static class ReportCommand
{
    private const string StandardOutputPath = "-";
    private const string PictureExtension = ".svg";

    public static Command Create(StandardOutput output, StandardError error)
    {
        Command command = new("report", "Draw the curves of runs into a page");
        const string LogText = "the log of a run, as train --log writes it; several are laid over one another";
        const string PageText = "where the page goes, - for standard output, a name in .svg for the curves alone";
        Argument logs = new(command, "LOG", LogText, max: int.MaxValue);
        Option<string> page = new(command, "--output", PageText, ValueKind.Path, "report.html");
        Option overwrite = new(command, "--overwrite", "an existing file at --output may be replaced");
        Option<XAxis> axis = new(command, "--x", "what the curves are drawn over", XAxes.Kind, XAxis.Iterations);
        command.Run = () => Run(logs.Values, page, overwrite.IsGiven, axis.Value, output, error);
        return command;
    }

    private static int Run(
        List<string> logs, Option<string> page, bool overwrites, XAxis axis, StandardOutput output, StandardError error)
    {
        string path = page.Value!;
        if (logs.Count > Report.MaxLogs) throw new UsageException(Messages.TooManyLogs(logs.Count, Report.MaxLogs));
        bool toFile = path != StandardOutputPath;
        if (toFile) CheckTarget(logs, page, overwrites);
        Report report = new(logs.Count, axis);
        foreach (string log in logs)
        {
            using InputText text = InputText.Open(log, "the log", error);
            report.Add(text.Stream, text.Name);
        }

        string contents = path.EndsWith(PictureExtension, StringComparison.OrdinalIgnoreCase) ? report.ToSvg() : report.ToHtml();
        if (!toFile) output.WriteText(contents);
        else
        {
            Report.Save(path, contents);
            error.Note($"saved {Display.Path(path)}");
        }

        return 0;
    }

    private static void CheckTarget(List<string> logs, Option<string> page, bool overwrites)
    {
        string path = page.Value!;
        foreach (string log in logs)
            if (log != StandardInput.Path && FileTarget.AreSame(log, path))
                throw new UsageException(Messages.WouldBeOneFile("LOG", page.Name, path, $"choose another {page.Name}"));
        if (File.Exists(FileTarget.Resolve(path)) && !overwrites) throw new CharRnnException(Messages.OutputExists(path));
    }
}
