using CharRnnFast.Files;

namespace CharRnnFast.Cli.Terminal;

/// <summary>SIGXFSZ, which ends a process that writes past the limit on a file's size (ulimit -f).</summary>
internal static class FileSizeSignal
{
    private const int Number = 25;

    /// <summary>SIG_IGN.</summary>
    private const int IgnoreHandler = 1;

    /// <summary>From now on such a write fails with an error, which a message can tell.</summary>
    public static void Ignore()
    {
        if (!OperatingSystem.IsWindows()) LibC.Signal(Number, IgnoreHandler);
    }
}
