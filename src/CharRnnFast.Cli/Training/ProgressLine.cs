using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Training;

/// <summary>How a run stands, as the live line shows it.</summary>
/// <param name="Iteration">Steps done.</param>
/// <param name="Epoch">Returns to the text's beginning.</param>
/// <param name="SmoothLoss">In nats a sequence.</param>
/// <param name="BitsPerSymbol">The same in bits a symbol.</param>
/// <param name="SymbolsPerSecond">The speed.</param>
/// <param name="TimeLeft">In whole seconds; null: no end, or not known.</param>
/// <param name="Validation">The last one, in bits a symbol; null: none.</param>
internal readonly record struct ProgressFigures(
    long Iteration, long Epoch, double SmoothLoss, double BitsPerSymbol, double SymbolsPerSecond, TimeSpan? TimeLeft, double? Validation);

/// <summary>
/// How a run stands, in one line of ASCII: as many figures as fit. Bits per symbol and the time left are the last to go, and lose their
/// words before. Allocates nothing.
/// </summary>
internal static class ProgressLine
{
    private const int Step = 0, Epoch = 1, Loss = 2, Bits = 3, Speed = 4, Left = 5, Validation = 6;

    // The least important one first.
    private static ReadOnlySpan<byte> InOrderOfLeaving => [Loss, Epoch, Validation, Speed, Step];

    /// <summary>Writes the line.</summary>
    /// <param name="line">Becomes the line.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="columns">Columns that the line may fill.</param>
    public static void Format(LineBuffer line, in ProgressFigures figures, int columns)
    {
        int shown = 0b_1111111;
        Write(line, figures, shown, words: 2);
        foreach (byte figure in InOrderOfLeaving)
        {
            if (line.Length <= columns) return;
            shown &= ~(1 << figure);
            Write(line, figures, shown, words: 2);
        }

        for (int words = 1; line.Length > columns && words >= 0; words--) Write(line, figures, shown, words);
        if (line.Length > columns) Write(line, figures, 1 << Bits, words: 1);
        if (line.Length > columns) line.Clear();
    }

    // words: 2 as it is read aloud, 1 without the symbol, 0 the two last figures alone.
    private static void Write(LineBuffer line, in ProgressFigures figures, int shown, int words)
    {
        line.Clear();
        for (int figure = Step; figure <= Validation; figure++)
        {
            if ((shown & (1 << figure)) == 0) continue;
            int start = line.Length;
            if (start > 0) line.Append(", "u8);
            if (!Append(line, figures, figure, words)) line.CutTo(start);
        }
    }

    private static bool Append(LineBuffer line, in ProgressFigures figures, int figure, int words)
    {
        switch (figure)
        {
            case Step:
                return Append(line, "step "u8, figures.Iteration, "N0", ""u8);
            case Epoch:
                return Append(line, "epoch "u8, figures.Epoch, "N0", ""u8);
            case Loss:
                return Append(line, "loss "u8, figures.SmoothLoss, "F2", ""u8);
            case Bits:
                return Append(line, ""u8, figures.BitsPerSymbol, "F3", words == 2 ? " bits/symbol"u8 : words == 1 ? " bits"u8 : ""u8);
            case Speed:
                return Append(line, ""u8, figures.SymbolsPerSecond, "N0", " symbols/s"u8);
            case Left:
                return figures.TimeLeft is TimeSpan time && Append(line, ""u8, time, "c", words > 0 ? " left"u8 : ""u8);
            default:
                return figures.Validation is double last && Append(line, "validation "u8, last, "F3", ""u8);
        }
    }

    private static bool Append<T>(LineBuffer line, ReadOnlySpan<byte> before, T value, string format, ReadOnlySpan<byte> after)
        where T : IUtf8SpanFormattable
    {
        line.Append(before);
        line.Append(value, format);
        line.Append(after);
        return true;
    }
}
