using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Sampling;

/// <summary>
/// Generated symbols on standard output: byte for byte into a file or pipe, whenever the buffer is full; on a terminal soon, and without
/// what a terminal would obey.
/// </summary>
internal sealed class SymbolOutput(StandardOutput output)
{
    // Often enough to look continuous, seldom enough to cost nothing.
    private const int SymbolsPerFlush = 64;

    private readonly PrintableText? _printable = StandardOutput.IsTerminal ? new() : null;
    private readonly byte[] _shown = new byte[PrintableText.LargestOutput];
    private int _unflushed;

    /// <summary>Writes a symbol's bytes.</summary>
    public void Write(ReadOnlySpan<byte> symbol)
    {
        if (_printable is null) output.Write(symbol);
        else Show(_printable.Convert(symbol, _shown));
    }

    /// <summary>Sends everything out.</summary>
    public void Finish()
    {
        if (_printable is not null) Show(_printable.Finish(_shown));
        output.Flush();
    }

    private void Show(int length)
    {
        output.Write(_shown.AsSpan(0, length));
        if (++_unflushed < SymbolsPerFlush) return;
        _unflushed = 0;
        output.Flush();
    }
}
