using System.Diagnostics;
using System.Text;

namespace CharRnnFast.Cli.Tests.Running;

/// <summary>
/// Runs the executable as a user does: the one that the environment variable CHARRNN_EXE names, else the one that was built.
/// </summary>
internal static class Charrnn
{
    // Long: other programs may keep all cores busy.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The path of the executable that was built, which the JIT compiles.</summary>
    public static string BuiltPath { get; } =
        System.IO.Path.Join(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "charrnn.exe" : "charrnn");

    /// <summary>The executable's path.</summary>
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("CHARRNN_EXE") is { Length: > 0 } given ? System.IO.Path.GetFullPath(given) : BuiltPath;

    /// <summary>Whether it is a native executable: one that was named.</summary>
    public static bool IsNative => Environment.GetEnvironmentVariable("CHARRNN_EXE") is { Length: > 0 };

    /// <summary>Runs the executable.</summary>
    public static RunResult Run(params string[] arguments) => Run("", arguments);

    /// <summary>Runs the executable in a folder.</summary>
    public static RunResult RunIn(string folder, string[] arguments) => Finish(Start(Path, arguments, folder), "");

    /// <summary>Runs the executable with text on its standard input.</summary>
    public static RunResult RunWithInput(string input, params string[] arguments) => Run(input, arguments);

    /// <summary>
    /// Runs a line of shell script in which <c>charrnn</c> is the executable, <c>$exe</c> its path, and <c>$jit</c> that of the one that
    /// the JIT compiles.
    /// </summary>
    public static RunResult Shell(string script) => Finish(StartShell(script), "");

    /// <summary>Starts a line of shell script, to be sent signals while it runs.</summary>
    public static Process StartShell(string script) =>
        Start("bash", ["-c", $"charrnn() {{ \"{Path}\" \"$@\"; }}; exe=\"{Path}\"; jit=\"{BuiltPath}\"; {script}"]);

    /// <summary>Starts the executable, to be sent signals while it runs. Signals that the parent ignores are reset first.</summary>
    public static Process StartListening(params string[] arguments) =>
        Start("env", ["--default-signal=INT,HUP,USR1,XCPU", Path, .. arguments]);

    /// <summary>Runs the executable until so many reads of its standard output have brought something, and ends it.</summary>
    public static byte[] FirstPieces(int count, params string[] arguments)
    {
        using Process process = Start(Path, arguments);
        byte[] buffer = new byte[1 << 20];
        int length = 0;
        for (int i = 0; i < count; i++) length += process.StandardOutput.BaseStream.Read(buffer.AsSpan(length));
        process.Kill();
        process.WaitForExit();
        return buffer[..length];
    }

    /// <summary>Waits for the end and collects what was written.</summary>
    public static RunResult Finish(Process process, string input)
    {
        using (process)
        {
            using MemoryStream output = new();
            Task reading = process.StandardOutput.BaseStream.CopyToAsync(output);
            Task<string> messages = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end");
            }

            reading.Wait();
            return new(process.ExitCode, output.ToArray(), messages.Result);
        }
    }

    private static RunResult Run(string input, string[] arguments) => Finish(Start(Path, arguments), input);

    private static Process Start(string file, string[] arguments, string folder = "")
    {
        ProcessStartInfo start = new(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        };
        // Numbers are written and read the same way in every locale. A shell would complain of one that is not installed.
        if (file == Path) start.Environment["LC_ALL"] = "de_DE.UTF-8";
        return Process.Start(start)!;
    }
}
