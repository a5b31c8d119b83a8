namespace CharRnnFast.Tests.Robustness;

/// <summary>How many inputs a test tries: few in every run of the tests, all of them where CHARRNN_LONG=1 asks for it.</summary>
internal static class LongRun
{
    /// <summary>The number of inputs.</summary>
    public static int Count(int usual, int all) => Environment.GetEnvironmentVariable("CHARRNN_LONG") == "1" ? all : usual;
}
