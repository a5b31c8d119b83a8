using System.CommandLine;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Files;
using CharRnnFast.Reports;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn report LOG…</c>.</summary>
internal static class ReportCommand
{
    private const string DefaultOutput = "report.html";
    private const string StandardOutputPath = "-";
    private const string PictureExtension = ".svg";

    private static readonly Argument<string[]> LogsArgument = new("LOG")
    {
        Description = "the log of a run, as train --log writes it; several are laid over one another",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly ValueOption<string> OutputOption = Options.Path(
        "--output", $"where the page goes, - for standard output, a name in .svg for the curves alone [default: {DefaultOutput}]");

    /// <summary>The command.</summary>
    public static Command Create(StandardOutput output, StandardError error)
    {
        Command command = new("report", "Draw the curves of runs into a page") { LogsArgument, OutputOption };
        command.SetAction(parsed => Run(parsed.GetValue(LogsArgument)!, parsed.GetValue(OutputOption) ?? DefaultOutput, output, error));
        return command;
    }

    private static int Run(string[] logs, string path, StandardOutput output, StandardError error)
    {
        if (logs.Length > Report.MostLogs)
            throw new UsageException(Messages.TooManyLogs(logs.Length, Report.MostLogs));
        bool toFile = path != StandardOutputPath;
        Report report = new(logs.Length);
        foreach (string log in logs)
        {
            if (toFile && log != StandardInput.Path && FileTarget.AreSame(log, path))
                throw new UsageException(Messages.WouldBeOneFile("LOG", "--output", path, "choose another --output"));
            using InputText text = InputText.Open(log, "the log", error);
            report.Add(text.Stream, text.Name);
        }

        string contents = path.EndsWith(PictureExtension, StringComparison.OrdinalIgnoreCase) ? report.ToSvg() : report.ToHtml();
        if (toFile)
        {
            Report.Save(path, contents);
            error.Note($"saved {Display.Path(path)}");
            return 0;
        }

        output.WriteText(contents);
        return 0;
    }
}
