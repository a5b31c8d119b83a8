using System.CommandLine;
using System.CommandLine.Help;
using CharRnnFast.Cli.Commands;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    /// <summary>The root command. What System.CommandLine adds by itself, directives and further names of the help, is taken out.</summary>
    public static RootCommand Create(StandardOutput output, StandardError error)
    {
        RootCommand root = new("Trains character-level recurrent networks, and generates text from them.")
        {
            TrainCommand.Create(error),
            SampleCommand.Create(output, error),
            EvalCommand.Create(output, error),
            ReportCommand.Create(output, error),
            InfoCommand.Create(output),
            GradcheckCommand.Create(output),
            BenchCommand.Create(output),
        };
        root.Directives.Clear();
        root.Options.Remove(root.Options.First(option => option is HelpOption));
        root.Options.Add(new HelpOption("--help", "-h"));
        return root;
    }
}
