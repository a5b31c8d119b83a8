using System.Diagnostics;

namespace CharRnnFast.MachineCode.Tests.Running;

/// <summary>Another program, run to its end.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Whether a program of that name can be run.</summary>
    public static bool Exists(string name) =>
        Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, name))) == true;

    /// <summary>Runs a program, which must end well, and returns the lines of its standard output.</summary>
    public static string[] Run(string file, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> messages = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} did not end");
        }
        Assert.True(process.ExitCode == 0, $"{file}: exit code {process.ExitCode}: {messages.Result}");
        return output.Result.Split('\n');
    }
}
