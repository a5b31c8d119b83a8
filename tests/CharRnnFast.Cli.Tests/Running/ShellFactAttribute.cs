using System.Diagnostics;

namespace CharRnnFast.Cli.Tests.Running;

/// <summary>A test that needs something of the system; skipped, with the reason, where a shell command that tries it fails.</summary>
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string condition)
    {
        ProcessStartInfo start = new("bash", ["-c", condition]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) Skip = $"this system cannot do: {condition}";
    }
}
