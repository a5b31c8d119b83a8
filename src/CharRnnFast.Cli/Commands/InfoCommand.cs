using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Reports;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Kernels;
using CharRnnFast.Steps;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn info [CHECKPOINT]</c>.</summary>
internal static class InfoCommand
{
    public static Command Create(StandardOutput output, StandardError error)
    {
        Command command = new("info", "Describe the executable, or a trained model");
        Argument checkpoint = new(command, "CHECKPOINT", "a model to describe; without it, the executable", min: 0)
        {
            Kind = ValueKind.ModelPath,
        };
        Option json = new(command, "--json", "as JSON");
        command.Run = () => Run(checkpoint.Value, json.IsGiven, output, error);
        return command;
    }

    private static int Run(string? path, bool json, StandardOutput output, StandardError error)
    {
        KernelTable kernels = RnnKernelTable.Native();
        using Checkpoint? checkpoint = path is null ? null : Checkpoint.Open(path);
        if (checkpoint is null)
        {
            ProgramReport.Write(kernels, json, output);
            return 0;
        }

        CheckpointReport.Write(checkpoint, kernels, json, output);
        UnreadTensors.Warn(checkpoint, error);
        return 0;
    }
}
