using System.Diagnostics;
using System.Globalization;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Size, start and memory of the published executable, where one is given.</summary>
public sealed class ExecutableTests
{
    private const long Megabyte = 1024 * 1024;

    // What would make it large again: LINQ's Select from or to references, or generic code over a tuple with one, each 0.2 MB of .NET's
    // type loader; an attribute that is read at run time, 0.3 MB of reflection.
    [NativeFact]
    public void TheExecutableIsSmall() => Assert.InRange(new FileInfo(Charrnn.Path).Length, Megabyte, 3 * Megabyte);

    [NativeFact]
    public void TheKernelsAreSmall()
    {
        RunResult symbols = Charrnn.Shell("nm -S \"$exe.dbg\"").MustSucceed();
        long[] sizes = [.. symbols.Output.Split('\n').Select(line => line.Split(' ')).Where(IsKernelCode).Select(SizeOf)];
        Assert.True(sizes.Length > 50, $"only {sizes.Length} kernel methods found");
        Assert.InRange(sizes.Sum(), 1, Megabyte / 2);
    }

    [NativeTheory]
    [InlineData("--version")]
    [InlineData("info")]
    public void ItStartsAtOnce(string argument)
    {
        // Time on a processor beyond that of the smallest program, which a slow machine takes 8 ms to start; the best of many in turns:
        // other processes may hold one up, and empty its caches.
        string loop = $"TIMEFORMAT='%3U %3S'; for i in {{1..40}}; do time /bin/true; time \"$exe\" {argument} >/dev/null; done";
        double[] seconds = [.. Charrnn.Shell(loop).MustSucceed().Messages.TrimEnd('\n').Split('\n').Select(Seconds)];
        Assert.Equal(80, seconds.Length);
        Assert.InRange(seconds.Where((_, i) => i % 2 == 1).Min() - seconds.Where((_, i) => i % 2 == 0).Min(), 0, 0.015);
    }

    [NativeFact]
    public void TrainingOnAMegabyteTakesLittleMemory()
    {
        using Scratch scratch = new();
        IEnumerable<string> lines = Enumerable.Range(0, 40000).Select(i => $"Line {i * 7919 % 1000} of a longer text\n");
        string[] train = ["train", scratch.Write("large.txt", string.Concat(lines)), "--iterations", "0", "--quiet"];
        Process process = Charrnn.StartListening([.. train, "--log", scratch["log"], "--checkpoint", scratch.Model]);
        scratch.WaitFor("log");
        process.Refresh();
        long peak = process.PeakWorkingSet64;
        process.Kill();
        Charrnn.Finish(process, "");
        Assert.InRange(peak, 1, 40 * Megabyte);
    }

    private static bool IsKernelCode(string[] symbol) =>
        symbol.Length == 4 && symbol[2] is "t" or "T" && symbol[3].Contains("CharRnnFast_Kernels", StringComparison.Ordinal);

    private static double Seconds(string userAndSystem) =>
        userAndSystem.Split(' ').Sum(seconds => double.Parse(seconds, CultureInfo.InvariantCulture));

    private static long SizeOf(string[] symbol) => long.Parse(symbol[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
