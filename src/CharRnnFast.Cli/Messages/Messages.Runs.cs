namespace CharRnnFast.Cli;

/// <content>Runs that cannot begin or go on.</content>
internal static partial class Messages
{
    public static string GradientIsWrong() => "a gradient is wrong; the table on standard output shows which";

    public static string IsAnotherText(string name, string path, string order) =>
        $"{name} is not the text that {Display.Path(path)} was trained on{order}; " +
        "give that text, or go on with this one from the same weights with --new-text, or start a fresh run";

    public static string TextIsMissing(string path) =>
        $"TEXT is missing: {Display.Path(path)} was trained on another text than the embedded corpus; " +
        "give that text (- for standard input), or any other with --new-text";

    public static string CheckpointExists(string path) =>
        $"{Display.Path(path)} exists; go on with --resume {Display.Path(path)}, " +
        "replace it with --overwrite, or choose another --checkpoint";

    public static string NewTextDoesNotContinue(string path) =>
        $"{Display.Path(path)} exists, and --new-text does not continue it; replace it with --overwrite, or choose another --checkpoint";

    public static string SaveWouldLose(string path) =>
        $"{Display.Path(path)} holds what a save would lose; replace it with --overwrite, or choose another --checkpoint";

    public static string BestExists(string path) =>
        $"{Display.Path(path)} exists; replace it with --overwrite, or choose another --checkpoint";

    public static string LossIsNotFinite(long iteration) =>
        $"the loss is not finite at iteration {iteration}; lower --learning-rate (a checkpoint saved before is kept)";

    public static string FilesFailed(string reason) => $"{Display.Path(reason)}; check the files and the disk";

    public static string Unexpected(string kind, string reason) =>
        $"unexpected {kind}: {Display.Path(reason)}; please report it with the command line";
}
