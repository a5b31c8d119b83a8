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
        // A writer sends out all that is before it when it ends: the line would go without its end.
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line, Options))
        {
            json.WriteStartObject();
            writeProperties(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        output.Write(line.GetBuffer().AsSpan(0, (int)line.Length));
    }
}
