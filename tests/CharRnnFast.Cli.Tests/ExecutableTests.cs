using System.Diagnostics;
using System.Globalization;
using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>Size, start and memory of the published executable, where one is given.</summary>
public sealed class ExecutableTests
{
    private const long Megabyte = 1024 * 1024;

    [NativeFact]
    public void TheExecutableIsSmall() => Assert.InRange(new FileInfo(Charrnn.Path).Length, Megabyte, 4 * Megabyte);

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
        // The best of several: other processes may hold one up.
        TimeSpan best = Enumerable.Range(0, 20).Min(_ => Time(argument));
        Assert.True(best < TimeSpan.FromMilliseconds(15), $"{best.TotalMilliseconds} ms");
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

    private static long SizeOf(string[] symbol) => long.Parse(symbol[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static TimeSpan Time(string argument)
    {
        ProcessStartInfo start = new(Charrnn.Path, [argument]) { RedirectStandardOutput = true };
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return watch.Elapsed;
    }
}
