using System.Globalization;
using System.Text.Json;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Kernels;
using CharRnnFast.Model;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Reports;

/// <summary>What <c>info</c> says of a checkpoint.</summary>
internal static class CheckpointReport
{
    private const string Unknown = "unknown";

    /// <summary>Writes the report.</summary>
    public static void Write(Checkpoint checkpoint, KernelTable kernels, bool json, StandardOutput output)
    {
        ModelShape shape = new(checkpoint.HiddenSize, checkpoint.VocabSize, checkpoint.Metadata.SequenceLength ?? 1);
        string? kernel = kernels.Find(shape.HiddenSize, shape.VocabSize)?.Name;
        if (json) JsonReport.Write(output, writer => WriteProperties(writer, checkpoint, shape, kernel));
        else WriteText(checkpoint, shape, kernel, output);
    }

    private static void WriteProperties(Utf8JsonWriter json, Checkpoint checkpoint, ModelShape shape, string? kernel)
    {
        checkpoint.WriteMetadata(json);
        json.WriteNumber("hidden", shape.HiddenSize);
        json.WriteNumber("vocab", shape.VocabSize);
        json.WriteNumber("parameters", shape.Parameters);
        if (TrainingState.BitsPerSymbol(checkpoint.Metadata) is double bits) json.WriteNumber("bits_per_symbol", bits);
        else json.WriteNull("bits_per_symbol");
        json.WriteString("kernel", kernel);
    }

    private static void WriteText(Checkpoint checkpoint, ModelShape shape, string? kernel, StandardOutput output)
    {
        CheckpointMetadata stored = checkpoint.Metadata;
        Write("checkpoint", $"{Display.Path(checkpoint.Path)}{(checkpoint.IsForeign ? ", made by another program" : "")}");
        Write("shape", $"H {shape.HiddenSize}, V {shape.VocabSize}, T {Known(stored.SequenceLength)}, B {Known(stored.BatchSize)}; {shape.Parameters:N0} parameters");
        Write("kernel", $"{kernel ?? "none holds it"}");
        if (!checkpoint.IsForeign) WriteRun(stored, Write);
        Write("vocabulary", $"{stored.Vocabulary.Encoding.Name}, {shape.VocabSize} symbols: {ListSymbols(stored.Vocabulary)}");

        void Write(string name, FormattableString value) => output.WriteLine($"{name + ":",-12}{value.ToString(CultureInfo.InvariantCulture)}");
    }

    // Of a foreign file none of it is read.
    private static void WriteRun(CheckpointMetadata stored, Action<string, FormattableString> write)
    {
        write("training", $"iteration {Known(stored.Iteration)}, epoch {Known(stored.Epoch)}, position {Known(stored.Position)}, seed {Known(stored.Seed, "G")}");
        write("settings", $"learning rate {Known(stored.LearningRate, "G")}, clip {Known(stored.Clip, "G")}");
        write("loss", $"smooth loss {Known(stored.SmoothLoss, "F4")}, {Known(TrainingState.BitsPerSymbol(stored), "F4")} bits/symbol");
        write("text", $"{Known(stored.CorpusSymbols)} symbols, XXH128 {stored.CorpusXxh128 ?? Unknown}");
    }

    private static string Known<T>(T? value, string format = "N0")
        where T : struct, IFormattable => value?.ToString(format, CultureInfo.InvariantCulture) ?? Unknown;

    private static string ListSymbols(Vocabulary vocabulary) => vocabulary.Encoding == TextEncoding.Utf8
        ? string.Concat(vocabulary.Symbols.ToArray().Select(symbol => Display.Path(char.ConvertFromUtf32(symbol))))
        : string.Join(' ', vocabulary.Symbols.ToArray().Select(symbol => symbol.ToString("X2", CultureInfo.InvariantCulture)));
}
