namespace CharRnnFast.Cli;

/// <content>Texts and models that are not there.</content>
internal static partial class Messages
{
    /// <summary>A folder in place of a text.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="command">The command that reads its files as one text.</param>
    public static string IsAFolderOfTexts(string path, string command) =>
        $"{Display.Path(path)} is a folder; give its files as one text: {command}";

    /// <summary>A missing model, but for what its save has left.</summary>
    /// <param name="path">The missing file.</param>
    /// <param name="temporary">The file beside it.</param>
    /// <param name="iteration">Steps that the model there has done.</param>
    /// <param name="command">The command that goes on from it.</param>
    public static string IsLeftBeside(string path, string temporary, long iteration, string command) =>
        $"{Display.Path(path)} does not exist, but a save that was cut off has left the whole model of iteration {iteration} in " +
        $"{Display.Path(temporary)}; go on from it: {command}";

    /// <summary>Nothing can be read from standard input.</summary>
    public static string StandardInputIsClosed() => "standard input is closed; pipe a text in, or give the path of a file";

    /// <summary>A model without the state that is asked for.</summary>
    public static string HasNoHiddenState(string path) =>
        $"{Display.Path(path)} has no hidden state (hprev) to start from; leave --state stored out, which starts from 0";
}
