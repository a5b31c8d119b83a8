using System.Globalization;
using System.Text.Json;
using CharRnnFast.Checkpoints;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Model;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Training;

namespace CharRnnFast.Cli.Reports;

/// <summary>What <c>info</c> says of a checkpoint.</summary>
internal static class CheckpointReport
{
    // All bytes there are.
    private const int ListedSymbols = 256;

    public static void Write(Checkpoint checkpoint, KernelTable kernels, bool json, StandardOutput output)
    {
        ModelShape shape = checkpoint.Shape;
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
        Write("shape", $"H {shape.HiddenSize}, V {shape.VocabSize}, {shape.Parameters:N0} parameters");
        Write("network", $"{NetworkWords.Network(shape)}{Memory(checkpoint)}{NetworkWords.Dropout(shape)}");
        Write("kernel", $"{kernel ?? "none compiled in holds it"}");
        WriteKnown("trained", stored.Iteration, $"{stored.Iteration:N0} iterations, {stored.Epoch:N0} epochs");
        WriteKnown("position", stored.Position, $"{stored.Position:N0}");
        WriteKnown("steps", stored.SequenceLength, $"T {stored.SequenceLength}, B {stored.BatchSize}");
        WriteKnown("settings", stored.LearningRate, $"learning rate {stored.LearningRate}, clip {stored.Clip}, seed {stored.Seed}");
        WriteKnown("loss", stored.SmoothLoss, $"smooth loss {stored.SmoothLoss:F4}, {TrainingState.BitsPerSymbol(stored):F4} bits/symbol");
        WriteKnown("validation", stored.Validation, $"share {stored.Validation}, every {stored.ValidationEvery:N0} iterations");
        WriteKnown("best", stored.BestValidationBitsPerSymbol, $"{stored.BestValidationBitsPerSymbol:F4} bits/symbol on the held-out text");
        WriteKnown("text", stored.CorpusXxh128, $"{stored.CorpusSymbols:N0} symbols, XXH128 {stored.CorpusXxh128}");
        Write("vocabulary", $"{stored.Vocabulary.Encoding.Name}: {ListSymbols(stored.Vocabulary)}");

        void WriteKnown(string name, object? known, FormattableString value)
        {
            if (known is not null) Write(name, value);
        }

        void Write(string name, FormattableString value) =>
            output.WriteLine($"{name + ":",-12}{value.ToString(CultureInfo.InvariantCulture)}");
    }

    // Updates are counted where the optimizer needs them.
    private static string Memory(Checkpoint checkpoint)
    {
        if (!checkpoint.NamesOptimizer) return "";
        string optimizer = $", {OptimizerNames.Of(checkpoint.Metadata.Optimizer)}";
        return checkpoint.Metadata.Updates is long updates
            ? string.Create(CultureInfo.InvariantCulture, $"{optimizer} after {updates:N0} updates")
            : optimizer;
    }

    private static string ListSymbols(Vocabulary vocabulary)
    {
        int[] listed = vocabulary.Symbols[..Math.Min(vocabulary.Count, ListedSymbols)].ToArray();
        if (vocabulary.Encoding == TextEncoding.Bytes) return string.Join(' ', Array.ConvertAll(listed, symbol => $"{symbol:X2}"));
        int others = vocabulary.Count - listed.Length;
        string more = others == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {others:N0} more; --json lists all");
        return string.Concat(Array.ConvertAll(listed, Display.Scalar)) + more;
    }
}
