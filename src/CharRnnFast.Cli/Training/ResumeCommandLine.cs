using System.Globalization;
using CharRnnFast.Cli.CommandLine;

namespace CharRnnFast.Cli.Training;

/// <summary>The command that goes on with a stopped run: all that its checkpoint does not hold, quoted for the shell.</summary>
internal static class ResumeCommandLine
{
    /// <summary>The command.</summary>
    /// <param name="options">Of the run that stopped.</param>
    /// <param name="model">Where its model is; null: where it was to be saved.</param>
    public static string For(TrainOptions options, string? model = null) => Invocation.Of(
    [
        "train", .. options.Text.Words.Select(ShellQuoting.AsArgument),
        .. Words("--resume", model ?? options.CheckpointPath), .. Words(options.CheckpointEvery),
        .. Words(options.Threads), .. Words(options.Iterations), .. Words(options.Epochs),
        .. options.Log is string log ? Words("--log", log) : [], .. Words(options.LogEvery),
        .. Words(options.SampleEvery), .. Words(options.SampleLength),
        .. options.Quiet ? (string[])["--quiet"] : [],
    ]);

    private static string[] Words(Setting<long> setting) =>
        setting.IsGiven ? Words(setting.Name, setting.Value.ToString(CultureInfo.InvariantCulture)) : [];

    private static string[] Words(string option, string value) =>
        value.StartsWith("--", StringComparison.Ordinal) ? [$"{option}={value}"] : [option, value];
}
