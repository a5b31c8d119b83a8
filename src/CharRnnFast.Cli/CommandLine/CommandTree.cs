using System.CommandLine;
using System.CommandLine.Help;
using CharRnnFast.Cli.Commands;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    /// <summary>
    /// The root command. It is none of System.CommandLine's own kind, which takes its name from the process and fails where that is empty.
    /// </summary>
    public static Command Create(StandardOutput output, StandardError error)
    {
        Command root = new(Invocation.StandardName, "Trains character-level recurrent networks, and generates text from them.")
        {
            TrainCommand.Create(error),
            SampleCommand.Create(output, error),
            EvalCommand.Create(output, error),
            ReportCommand.Create(output, error),
            InfoCommand.Create(output),
            GradcheckCommand.Create(output),
            BenchCommand.Create(output, error),
            HelpCommand.Create(),
        };
        root.Options.Add(new VersionOption());
        root.Options.Add(new HelpOption("--help", "-h"));
        return root;
    }
}
