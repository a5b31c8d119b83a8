using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Commands;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    /// <summary>The program, for one command line.</summary>
    public static Command Create(StandardOutput output, StandardError error)
    {
        Command root = new(Invocation.StandardName, "Trains character-level recurrent networks, and generates text from them.")
        {
            Commands =
            [
                TrainCommand.Create(error),
                SampleCommand.Create(output, error),
                EvalCommand.Create(output, error),
                ReportCommand.Create(output, error),
                InfoCommand.Create(output, error),
                GradcheckCommand.Create(output),
                BenchCommand.Create(output, error),
            ],
            Run = () => ShowVersion(output),
        };
        root.Commands.Add(CompletionCommand.Create(root, output));
        root.Commands.Add(ManualCommand.Create(root, output));
        root.Commands.Add(HelpCommand.Create(root));
        _ = new Option(root, "--version", "Show version information");
        return root;
    }

    private static int ShowVersion(StandardOutput output)
    {
        output.WriteLine(ProgramInfo.Version);
        return 0;
    }
}
