namespace CharRnnFast;

/// <content>Logs.</content>
internal static partial class Messages
{
    /// <summary>A fresh run would replace it.</summary>
    public static string LogExists(string path) => $"{Display.Path(path)} exists; replace it with --overwrite, or choose another --log";

    /// <summary>A resumed run would append to something else.</summary>
    public static string IsNoLogToContinue(string path) => $"{Display.Path(path)} is not a log of a run; choose another --log";

    /// <summary>Nothing to report on.</summary>
    public static string IsNoLog(string name) => $"{name} is not a log of a run; give a file that train --log wrote";

    /// <summary>Nothing to report on yet.</summary>
    public static string LogHasNoLine(string name) => $"{name} has no line yet; wait for the first, or log more often with --log-every";
}
