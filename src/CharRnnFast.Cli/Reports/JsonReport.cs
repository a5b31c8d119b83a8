using System.Text.Encodings.Web;
using System.Text.Json;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Reports;

/// <summary>One JSON object on a line of its own.</summary>
internal static class JsonReport
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object whose properties <paramref name="writeProperties"/> writes.</summary>
    public static void Write(StandardOutput output, Action<Utf8JsonWriter> writeProperties)
    {
        using (Utf8JsonWriter json = new(output, Options))
        {
            json.WriteStartObject();
            writeProperties(json);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
