using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Training;

/// <summary>
/// How a run stands, as the live line shows it: the smoothed loss in nats a sequence and in bits a symbol, the time left in whole seconds,
/// null without an end or where it is not known, and the last validation in bits a symbol, if there was one.
/// </summary>
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

    /// <summary>Writes the line, in no more than the columns given.</summary>
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

    private static bool Append(LineBuffer line, in ProgressFigures figures, int figure, int words) => figure switch
    {
        Step => Append(line, "step "u8, figures.Iteration, "N0", ""u8),
        Epoch => Append(line, "epoch "u8, figures.Epoch, "N0", ""u8),
        Loss => Append(line, "loss "u8, figures.SmoothLoss, "F2", ""u8),
        Bits => Append(line, ""u8, figures.BitsPerSymbol, "F3", words == 2 ? " bits/symbol"u8 : words == 1 ? " bits"u8 : ""u8),
        Speed => Append(line, ""u8, figures.SymbolsPerSecond, "N0", " symbols/s"u8),
        Left => figures.TimeLeft is TimeSpan time && Append(line, ""u8, time, "c", words > 0 ? " left"u8 : ""u8),
        _ => figures.Validation is double last && Append(line, "validation "u8, last, "F3", ""u8),
    };

    private static bool Append<T>(LineBuffer line, ReadOnlySpan<byte> before, T value, string format, ReadOnlySpan<byte> after)
        where T : IUtf8SpanFormattable
    {
        line.Append(before);
        line.Append(value, format);
        line.Append(after);
        return true;
    }
}
