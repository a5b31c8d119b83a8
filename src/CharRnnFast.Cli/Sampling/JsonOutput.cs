using System.Globalization;
using System.Text;
using CharRnnFast.Cli.Evaluation;
using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Sampling;

/// <summary>Samples as one JSON object a line. Written piece by piece, so that a sample may be longer than the memory.</summary>
internal sealed class JsonOutput(StandardOutput output, StartState state) : ISampleOutput
{
    private readonly PrintableText _valid = new(keepControls: true);
    private readonly byte[] _bytes = new byte[PrintableText.MaxOutput];

    public void Begin(long number, long seed)
    {
        output.Write("{\"seed\":"u8);
        output.WriteText(seed.ToString(CultureInfo.InvariantCulture));
        output.WriteText($",\"state\":\"{StartStateOption.NameOf(state)}\"");
        output.Write(",\"prime\":\""u8);
    }

    public void WritePrime(ReadOnlySpan<byte> symbol) => Write(symbol);

    public void EndPrime()
    {
        WriteEscaped(_bytes.AsSpan(0, _valid.Finish(_bytes)));
        output.Write("\",\"text\":\""u8);
        output.FlushIfDue();
    }

    public void Write(ReadOnlySpan<byte> symbol)
    {
        WriteEscaped(_bytes.AsSpan(0, _valid.Convert(symbol, _bytes)));
        output.FlushInTime();
    }

    public void End()
    {
        WriteEscaped(_bytes.AsSpan(0, _valid.Finish(_bytes)));
        output.Write("\"}\n"u8);
        if (StandardOutput.IsTerminal) output.Flush();
    }

    private void WriteEscaped(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out Rune rune, out int length);
            if (rune.Value == '\n') output.Write("\\n"u8);
            else if (rune.Value is '"' or '\\') output.WriteText($"\\{rune}");
            else if (Rune.IsControl(rune)) output.WriteText(string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"));
            else output.Write(utf8[..length]);
            utf8 = utf8[length..];
        }
    }
}
