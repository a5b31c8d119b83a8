using System.Text.Json;
using CharRnnFast.Model;

namespace CharRnnFast.Cli.Reports;

/// <summary>What kind of model it is, beside its sizes.</summary>
internal static class NetworkWords
{
    /// <summary>Cell and layers: <c>lstm, 2 layers</c>.</summary>
    public static string Network(in ModelShape shape) =>
        FormattableString.Invariant($"{CellNames.Of(shape.Cell)}, {shape.Layers} {(shape.Layers == 1 ? "layer" : "layers")}");

    /// <summary><c>, dropout 0.1</c>; empty where nothing is dropped.</summary>
    public static string Dropout(in ModelShape shape) =>
        shape.Dropout == 0 ? "" : FormattableString.Invariant($", dropout {shape.Dropout}");

    /// <summary>The properties of it in JSON.</summary>
    public static void Write(Utf8JsonWriter json, in ModelShape shape)
    {
        json.WriteString("cell", CellNames.Of(shape.Cell));
        json.WriteNumber("layers", shape.Layers);
        json.WriteString("optimizer", OptimizerNames.Of(shape.Optimizer));
        json.WriteNumber("dropout", shape.Dropout);
    }
}
