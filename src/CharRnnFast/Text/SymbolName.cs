using System.Globalization;

namespace CharRnnFast.Text;

/// <summary>Symbols as messages name them.</summary>
internal static class SymbolName
{
    /// <summary><c>'a' (U+0061)</c>, <c>'\n' (U+000A)</c>, <c>byte 0xFF</c>.</summary>
    public static string Of(TextEncoding encoding, int symbol) => encoding == TextEncoding.Bytes
        ? string.Create(CultureInfo.InvariantCulture, $"byte 0x{symbol:X2}")
        : string.Create(CultureInfo.InvariantCulture, $"'{Display.Scalar(symbol)}' (U+{symbol:X4})");
}
