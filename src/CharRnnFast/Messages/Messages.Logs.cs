namespace CharRnnFast;

/// <content>Logs.</content>
internal static partial class Messages
{
    /// <summary>A fresh run would replace it.</summary>
    public static string LogExists(string path, string remedy = "have it overwritten, or choose another path") =>
        $"{Display.Path(path)} exists; {remedy}";

    /// <summary>A resumed run would append to something else.</summary>
    public static string IsNoLogToContinue(string path, string other = "path") =>
        $"{Display.Path(path)} is not a log of a run; choose another {other}";
}
