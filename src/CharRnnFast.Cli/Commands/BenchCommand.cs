using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Reports;
using CharRnnFast.Cli.Resources;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Kernels;
using CharRnnFast.Measuring;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Threads;

namespace CharRnnFast.Cli.Commands;

/// <summary><c>charrnn bench</c>.</summary>
internal static class BenchCommand
{
    private const double MaxSeconds = 3600;

    public static Command Create(StandardOutput output, StandardError error)
    {
        Command command = new("bench", "Measure the training step against what the processor can do");
        ValueKind<long> count = ValueKind.Integer(1, ThreadTeam.MaxCount);
        ValueKind<double> duration = ValueKind.Real($"over 0 and up to {MaxSeconds}", value => value is > 0 and <= MaxSeconds);
        Option<long> threads = new(command, "--threads", "threads that share a step", count, 1);
        Option<double> seconds = new(command, "--seconds", "how long to measure", duration, 3);
        Option json = new(command, "--json", "as JSON");
        ModelShapeOptions sizes = new(command, takesOptimizer: true);
        command.Run = () => Run(sizes.Shape, threads, seconds.Value, json.IsGiven, output, error);
        return command;
    }

    private static int Run(ModelShape shape, Option<long> asked, double seconds, bool json, StandardOutput output, StandardError error)
    {
        Kernel kernel = RnnKernelTable.Native().For(shape.HiddenSize, shape.VocabSize);
        int threads = UsableThreads.For(asked.Value);
        MemoryNeed.Check(kernel, shape, threads);
        using StepBenchmark benchmark = new(kernel, shape, threads);
        if (benchmark.Threads < asked.Value)
            error.Note($"{UsableThreads.Count(benchmark.Threads)}: {UsableThreads.Reason(benchmark.Threads, asked)}");
        BenchReport.Write(kernel, shape, benchmark.Threads, benchmark.Run(seconds), json, output);
        return 0;
    }
}
