namespace CharRnnFast.Cli.Tests.Running;

/// <summary>How much a test tries: little in every run of the tests, all where CHARRNN_LONG=1 asks for it.</summary>
internal static class LongRun
{
    /// <summary>The number of tries.</summary>
    public static int Count(int usual, int all) => Environment.GetEnvironmentVariable("CHARRNN_LONG") == "1" ? all : usual;
}
