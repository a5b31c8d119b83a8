namespace CharRnnFast.Cli;

/// <content>Runs that cannot begin or go on.</content>
internal static partial class Messages
{
    /// <summary>A kernel that does not compute what it should.</summary>
    public static string GradientIsWrong() => "a gradient is wrong; the table on standard output shows which";

    /// <summary>A resumed run on another text.</summary>
    /// <param name="name">The text.</param>
    /// <param name="path">The checkpoint.</param>
    /// <param name="order">Of several files, that their order counts; may be empty.</param>
    public static string IsAnotherText(string name, string path, string order) =>
        $"{name} is not the text that {Display.Path(path)} was trained on{order}; " +
        "give that text, or go on with this one from the same weights with --new-text, or start a fresh run";

    /// <summary>A resumed run without a text, where the embedded corpus is another one.</summary>
    public static string TextIsMissing(string path) =>
        $"TEXT is missing: {Display.Path(path)} was trained on another text than the embedded corpus; " +
        "give that text (- for standard input), or any other with --new-text";

    /// <summary>A fresh run would replace it.</summary>
    public static string CheckpointExists(string path) =>
        $"{Display.Path(path)} exists; go on with --resume {Display.Path(path)}, " +
        "replace it with --overwrite, or choose another --checkpoint";

    /// <summary>A new run from a model would replace it.</summary>
    public static string NewTextDoesNotContinue(string path) =>
        $"{Display.Path(path)} exists, and --new-text does not continue it; replace it with --overwrite, or choose another --checkpoint";

    /// <summary>A file that is not only this program's.</summary>
    public static string SaveWouldLose(string path) =>
        $"{Display.Path(path)} holds what a save would lose; replace it with --overwrite, or choose another --checkpoint";

    /// <summary>A best model of another run.</summary>
    public static string BestExists(string path) =>
        $"{Display.Path(path)} exists; replace it with --overwrite, or choose another --checkpoint";

    /// <summary>A run that broke down.</summary>
    public static string LossIsNotFinite(long iteration) =>
        $"the loss is not finite at iteration {iteration}; lower --learning-rate (a checkpoint saved before is kept)";

    /// <summary>A failure of the file system that was not foreseen.</summary>
    public static string FilesFailed(string reason) => $"{Display.Path(reason)}; check the files and the disk";

    /// <summary>A fault of this program.</summary>
    public static string Unexpected(string kind, string reason) =>
        $"unexpected {kind}: {Display.Path(reason)}; please report it with the command line";
}
