using System.Text.Json;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Kernels;

namespace CharRnnFast.Cli.Reports;

/// <summary>What <c>info</c> says of the executable.</summary>
internal static class ProgramReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(KernelTable kernels, bool json, StandardOutput output)
    {
        if (json) JsonReport.Write(output, writer => WriteProperties(writer, kernels));
        else WriteText(kernels, output);
    }

    private static void WriteProperties(Utf8JsonWriter json, KernelTable kernels)
    {
        json.WriteString("version", ProgramInfo.Version);
        json.WriteString("instruction_set", kernels.InstructionSet.ToString());
        json.WriteStartArray("kernels");
        foreach (Kernel kernel in kernels.Kernels)
        {
            json.WriteStartObject();
            json.WriteNumber("hidden", kernel.Hidden);
            json.WriteNumber("vocab", kernel.Vocab);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(KernelTable kernels, StandardOutput output)
    {
        output.WriteLine($"charrnn {ProgramInfo.Version}");
        output.WriteLine($"instruction set: {kernels.InstructionSet}");
        output.WriteLine($"better build: {BetterBuild(kernels.InstructionSet)}");
        output.WriteLine("kernels, hidden size by vocabulary:");
        SortedDictionary<int, string> rows = [];
        foreach (Kernel kernel in kernels.Kernels)
            rows[kernel.Hidden] = $"{rows.GetValueOrDefault(kernel.Hidden)} {kernel.Vocab}";
        foreach ((int hidden, string vocabularies) in rows)
            output.WriteLine($"  {hidden,4} x{vocabularies}");
    }

    private static string BetterBuild(InstructionSet used) => Processor.BestInstructionSet is var best && best > used
        ? $"yes, this processor has {best}: publish with -p:IlcInstructionSet=native"
        : "no, this is the best one for this processor";
}
