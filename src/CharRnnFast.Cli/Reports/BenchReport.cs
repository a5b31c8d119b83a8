using System.Globalization;
using System.Text.Json;
using CharRnnFast.Cli.Resources;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Measuring;
using CharRnnFast.Model;
using CharRnnFast.Steps;

namespace CharRnnFast.Cli.Reports;

/// <summary>What <c>bench</c> measured.</summary>
internal static class BenchReport
{
    public static void Write(Kernel kernel, ModelShape shape, int threads, BenchmarkResult result, bool json, StandardOutput output)
    {
        if (json) JsonReport.Write(output, writer => WriteProperties(writer, kernel, shape, threads, result));
        else WriteTable(kernel, shape, threads, result, output);
    }

    private static void WriteProperties(Utf8JsonWriter json, Kernel kernel, ModelShape shape, int threads, BenchmarkResult result)
    {
        json.WriteString("instruction_set", kernel.InstructionSet.ToString());
        json.WriteString("kernel", kernel.Name);
        json.WriteNumber("hidden", shape.HiddenSize);
        json.WriteNumber("vocab", shape.VocabSize);
        json.WriteNumber("sequence_length", shape.SequenceLength);
        json.WriteNumber("batch_size", shape.BatchSize);
        NetworkWords.Write(json, shape);
        json.WriteNumber("threads", threads);
        json.WriteNumber("microseconds_per_iteration", result.MicrosecondsPerIteration);
        json.WriteNumber("symbols_per_second", result.SymbolsPerSecond);
        json.WriteNumber("multiply_adds_per_iteration", result.MultiplyAddsPerIteration);
        json.WriteNumber("peak_gmacs", result.PeakGigaMultiplyAdds);
        json.WriteNumber("share_of_peak", result.ShareOfPeak);
        json.WriteNumber("allocated_bytes", result.AllocatedBytes);
        json.WriteNumber("gc_collections", result.Collections);
        if (result.MeetingNanoseconds is double meeting) json.WriteNumber("meeting_nanoseconds", meeting);
        json.WriteStartObject("phases");
        foreach ((StepPhase phase, double microseconds) in result.Phases) json.WriteNumber(NameOf(phase), microseconds);
        json.WriteEndObject();
    }

    private static void WriteTable(Kernel kernel, ModelShape shape, int threads, BenchmarkResult result, StandardOutput output)
    {
        Row("model", $"H {shape.HiddenSize}, V {shape.VocabSize}, T {shape.SequenceLength}, B {shape.BatchSize}");
        Row("network", $"{NetworkWords.Network(shape)}, {OptimizerNames.Of(shape.Optimizer)}{NetworkWords.Dropout(shape)}");
        Row("kernel", $"{kernel.Name} on {kernel.InstructionSet}, {UsableThreads.Count(threads)}");
        Row("iteration", $"{result.MicrosecondsPerIteration:F2} us");
        Row("speed", $"{result.SymbolsPerSecond:N0} symbols/s");
        Row("work", $"{result.MultiplyAddsPerIteration:N0} multiply-adds an iteration");
        Row("share of peak", $"{result.ShareOfPeak:P1} of {result.PeakGigaMultiplyAdds:F1}e9 multiply-adds/s");
        Row("allocated", $"{result.AllocatedBytes:N0} bytes, {result.Collections} collections");
        if (result.MeetingNanoseconds is double meeting) Row("meeting of threads", $"{meeting:F0} ns");
        if (threads > 1) Row("phases", $"on one thread");
        foreach ((StepPhase phase, double microseconds) in result.Phases) Row("  " + NameOf(phase), $"{microseconds:F2} us");

        void Row(string name, FormattableString value) => output.WriteLine($"{name,-26}{value.ToString(CultureInfo.InvariantCulture)}");
    }

    private static string NameOf(StepPhase phase) => JsonNamingPolicy.SnakeCaseLower.ConvertName(phase.ToString());
}
