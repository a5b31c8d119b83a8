using System.Text.Json;
using CharRnnFast.Cli.Evaluation;
using CharRnnFast.Cli.Terminal;
using CharRnnFast.Evaluation;

namespace CharRnnFast.Cli.Reports;

/// <summary>What an evaluation has come to, as JSON.</summary>
internal static class EvaluationReport
{
    /// <summary>One object on a line of its own, of a line of the text, from 1, or of the whole text: null.</summary>
    public static void Write(long? line, EvaluationResult result, long unknownSymbols, StartState state, StandardOutput output) =>
        JsonReport.Write(output, json => Write(json, line, result, unknownSymbols, state));

    private static void Write(Utf8JsonWriter json, long? line, EvaluationResult result, long unknownSymbols, StartState state)
    {
        if (line is long number) json.WriteNumber("line", number);
        json.WriteNumber("symbols", result.Symbols);
        WriteFigure(json, "nats_per_symbol", result.NatsPerSymbol);
        WriteFigure(json, "bits_per_symbol", result.BitsPerSymbol);
        WriteFigure(json, "perplexity", result.Perplexity);
        json.WriteNumber("unknown_symbols", unknownSymbols);
        json.WriteString("state", StartStateOption.NameOf(state));
    }

    // Without a symbol scored there is no figure, and JSON has no infinite perplexity.
    private static void WriteFigure(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
