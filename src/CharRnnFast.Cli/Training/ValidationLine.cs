using CharRnnFast.Cli.Terminal;

namespace CharRnnFast.Cli.Training;

/// <summary>What a validation has come to, in one line of ASCII: in fewer words where it has little room. Allocates nothing.</summary>
internal static class ValidationLine
{
    private const int MaxWords = 4;

    /// <summary>Writes the line; empty where not even the figure fits. The best: no model before it was as good.</summary>
    public static void Format(LineBuffer line, long iteration, double bits, bool isBest, int columns)
    {
        for (int words = MaxWords; words >= 0; words--)
        {
            Write(line, iteration, bits, isBest, words);
            if (line.Length <= columns) return;
        }

        line.Clear();
    }

    // words: 4 as it is read aloud, 3 as in the live line, 2 without the step, 1 without what the figure is, 0 the figure alone.
    private static void Write(LineBuffer line, long iteration, double bits, bool isBest, int words)
    {
        line.Clear();
        if (words >= 3)
        {
            line.Append(words == MaxWords ? "validation after "u8 : "step "u8);
            line.Append(iteration, "N0");
            line.Append(words == MaxWords ? " iterations: "u8 : ", "u8);
        }

        if (words is 2 or 3) line.Append("validation "u8);
        line.Append(bits, "F4");
        if (words == MaxWords) line.Append(" bits/symbol"u8);
        if (isBest && words > 0) line.Append(words == MaxWords ? ", the best so far"u8 : ", best"u8);
    }
}
