namespace CharRnnFast.Cli;

/// <content>Logs that no report can be made of.</content>
internal static partial class Messages
{
    /// <summary>Nothing to report on.</summary>
    public static string IsNoLog(string name) => $"{name} is not a log of a run; give a file that train --log wrote";

    /// <summary>Nothing to report on yet.</summary>
    public static string LogHasNoLine(string name) => $"{name} has no line yet; wait for the first, or log more often with --log-every";
}
