using System.CommandLine;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Reports;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Kernels;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn info [CHECKPOINT]</c>.</summary>
internal static class InfoCommand
{
    private static readonly Argument<string?> CheckpointArgument = Options.FileArgument(
        "CHECKPOINT", "a model to describe; without it, the executable");

    private static readonly Option<bool> JsonOption = Options.Flag("--json", "as JSON");

    /// <summary>The command.</summary>
    public static Command Create(StandardOutput output)
    {
        CheckpointArgument.Arity = ArgumentArity.ZeroOrOne;
        Command command = new("info", "Describe the executable, or a trained model") { CheckpointArgument, JsonOption };
        command.SetAction(parsed => Run(parsed.GetValue(CheckpointArgument), parsed.GetValue(JsonOption), output));
        return command;
    }

    private static int Run(string? path, bool json, StandardOutput output)
    {
        KernelTable kernels = RnnKernelTable.Native();
        using Checkpoint? checkpoint = path is null ? null : Checkpoint.Open(path);
        if (checkpoint is null) ProgramReport.Write(kernels, json, output);
        else CheckpointReport.Write(checkpoint, kernels, json, output);
        return 0;
    }
}
