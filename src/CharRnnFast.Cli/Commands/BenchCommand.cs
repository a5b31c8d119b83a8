using System.CommandLine;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Reports;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Cli.Training;
using CharRnnFast.Kernels;
using CharRnnFast.Measuring;
using CharRnnFast.Model;
using CharRnnFast.Threads;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn bench</c>.</summary>
internal static class BenchCommand
{
    private const double LongestSeconds = 3600;

    private static readonly ModelShapeOptions ShapeOptions = new();
    private static readonly ValueOption<double> SecondsOption = Options.Real(
        "--seconds", "how long to measure", "a number over 0 and up to 3600", value => value is > 0 and <= LongestSeconds, 3);

    private static readonly ValueOption<long> ThreadsOption = Options.Integer("--threads", "threads that share a step", 1, ThreadRule.Most, 1);
    private static readonly Option<bool> JsonOption = Options.Flag("--json", "as JSON");

    /// <summary>The command.</summary>
    public static Command Create(StandardOutput output, StandardError error)
    {
        Command command = new("bench", "Measure the training step against what the processor can do") { ThreadsOption, SecondsOption, JsonOption };
        ShapeOptions.AddTo(command);
        command.SetAction(parsed => Run(
            ShapeOptions.Read(parsed), (int)parsed.GetValue(ThreadsOption), parsed.GetValue(SecondsOption), parsed.GetValue(JsonOption), output, error));
        return command;
    }

    private static int Run(ModelShape shape, int asked, double seconds, bool json, StandardOutput output, StandardError error)
    {
        Kernel kernel = RnnKernelTable.Native().For(shape.HiddenSize, shape.VocabSize);
        int threads = UsableThreads.For(asked);
        MemoryNeed.Check(kernel, shape, threads);
        using StepBenchmark benchmark = new(kernel, shape, threads);
        if (benchmark.Threads < asked) error.Note($"{ThreadRule.Count(benchmark.Threads)}: {UsableThreads.Reason(benchmark.Threads, asked)}");
        BenchReport.Write(kernel, shape, benchmark.Threads, benchmark.Run(seconds), json, output);
        return 0;
    }
}
