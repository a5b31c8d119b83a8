using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Sampling;

/// <summary>
/// Samples as text: byte for byte into a file or pipe, little by little; on a terminal symbol by symbol, and without what a terminal would
/// obey.
/// </summary>
internal sealed class TextOutput(StandardOutput output, bool echoes) : ISampleOutput
{
    private readonly PrintableText? _printable = StandardOutput.IsTerminal ? new() : null;
    private readonly byte[] _shown = new byte[PrintableText.MaxOutput];

    public void Begin(long number, long seed)
    {
        if (number > 0) output.Write("\n---\n"u8);
    }

    public void WritePrime(ReadOnlySpan<byte> symbol)
    {
        if (echoes) Show(symbol);
        output.FlushInTime();
    }

    public void EndPrime()
    {
        if (_printable is null) output.FlushIfDue();
        else output.Flush();
    }

    public void Write(ReadOnlySpan<byte> symbol)
    {
        Show(symbol);
        if (_printable is null) output.FlushInTime();
        else output.Flush();
    }

    public void End()
    {
        if (_printable is null) return;
        output.Write(_shown.AsSpan(0, _printable.Finish(_shown)));
        output.Flush();
    }

    private void Show(ReadOnlySpan<byte> symbol)
    {
        if (_printable is null) output.Write(symbol);
        else output.Write(_shown.AsSpan(0, _printable.Convert(symbol, _shown)));
    }
}
