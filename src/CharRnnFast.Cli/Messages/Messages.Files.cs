namespace CharRnnFast.Cli;

/// <content>Texts and models that are not there, and logs that no report can be made of.</content>
internal static partial class Messages
{
    public static string IsAFolderOfTexts(string path, string command) =>
        $"{Display.Path(path)} is a folder; give its files as one text: {command}";

    public static string IsLeftBeside(string path, string temporary, long iteration, string command) =>
        $"{Display.Path(path)} does not exist, but a save that was cut off has left the whole model of iteration {iteration} in " +
        $"{Display.Path(temporary)}; go on from it: {command}";

    public static string StandardInputIsClosed() => "standard input is closed; pipe a text in, or give the path of a file";

    public static string HasNoHiddenState(string path) =>
        $"{Display.Path(path)} has no state (hprev, for an lstm also cprev) to start from; leave --state stored out, which starts from 0";

    public static string IsNoLog(string name) => $"{name} is not a log of a run; give a file that train --log wrote";

    public static string LogLacksAxis(string name, string axis) =>
        $"{name} does not hold what --x {axis} takes; leave --x out, which draws over iterations";

    public static string OutputExists(string path) =>
        $"{Display.Path(path)} exists; replace it with --overwrite, or choose another --output";

    public static string LogHasNoLine(string name) => $"{name} has no line yet; wait for the first, or log more often with --log-every";
}
