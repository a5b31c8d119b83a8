using System.Text.Json;
using CharRnnFast.Cli.CommandLine;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Kernels;
using CharRnnFast.Steps;

namespace CharRnnFast.Cli.Reports;

/// <summary>What <c>info</c> says of the executable.</summary>
internal static class ProgramReport
{
    public static void Write(KernelTable kernels, bool json, StandardOutput output)
    {
        if (json) JsonReport.Write(output, writer => WriteProperties(writer, kernels));
        else WriteText(kernels, output);
    }

    private static void WriteProperties(Utf8JsonWriter json, KernelTable kernels)
    {
        json.WriteString("version", ProgramInfo.Version);
        json.WriteString("instruction_set", kernels.InstructionSet.ToString());
        WriteWidths(json, "hidden_widths", kernels.HiddenWidths);
        WriteWidths(json, "vocab_widths", kernels.VocabWidths);
        json.WriteNumber("max_hidden", kernels.MaxHidden);
        json.WriteNumber("max_vocab", kernels.MaxVocab);
        json.WriteStartArray("kernels");
        foreach (int hidden in kernels.HiddenWidths)
            foreach (int vocab in kernels.VocabWidths)
            {
                json.WriteStartObject();
                json.WriteNumber("hidden", hidden);
                json.WriteNumber("vocab", vocab);
                json.WriteEndObject();
            }

        json.WriteEndArray();
    }

    private static void WriteWidths(Utf8JsonWriter json, string name, IReadOnlyList<int> widths)
    {
        json.WriteStartArray(name);
        foreach (int width in widths) json.WriteNumberValue(width);
        json.WriteEndArray();
    }

    private static void WriteText(KernelTable kernels, StandardOutput output)
    {
        output.WriteLine($"charrnn {ProgramInfo.Version}");
        output.WriteLine($"instruction set: {kernels.InstructionSet}");
        output.WriteLine($"better build: {BetterBuild(kernels.InstructionSet)}");
        output.WriteLine("kernels, hidden size by vocabulary:");
        foreach (int hidden in kernels.HiddenWidths)
            output.WriteLine($"  {hidden,4} x {string.Join(' ', kernels.VocabWidths)}");
        output.WriteLine($"more symbols, up to {kernels.MaxVocab}: 256 at a time, and the rest");
    }

    private static string BetterBuild(InstructionSet used) => Processor.BestInstructionSet is var best && best > used
        ? $"yes, this processor has {best}: publish with -p:IlcInstructionSet=native"
        : "no, this is the best one for this processor";
}
