using CharRnnFast.Cli.CommandLine;

namespace CharRnnFast.Cli.Training;

/// <summary>The command that goes on with a stopped run: all that its checkpoint does not hold, quoted for the shell.</summary>
internal static class ResumeCommandLine
{
    /// <summary>The command for a run whose model is at a path; null: where it was to be saved.</summary>
    public static string For(TrainOptions options, string? model = null) => Invocation.Of(
    [
        "train", .. options.Text.Words.ConvertAll(ShellQuoting.AsArgument), .. Words(options.Resume, model ?? options.CheckpointPath),
        .. options.All.Where(IsRepeated).SelectMany(option => Words(option, option.Text)),
    ]);

    private static bool IsRepeated(Option option) => option is { IsGiven: true, IsForOneStart: false } and not IStoredOption;

    private static string[] Words(Option option, string value)
    {
        if (option.Kind is null) return [option.Name];
        return value.StartsWith("--", StringComparison.Ordinal) ? [$"{option.Name}={value}"] : [option.Name, value];
    }
}
