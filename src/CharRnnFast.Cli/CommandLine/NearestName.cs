namespace CharRnnFast.Cli.CommandLine;

/// <summary>The known name that a mistyped one was probably meant to be.</summary>
internal static class NearestName
{
    // More than any edit distance.
    private const int Preference = 1 << 20;

    /// <summary>The name that what was typed shortens, else the one at the smallest edit distance; the first of equals.</summary>
    public static string Of(string typed, IEnumerable<string> names)
    {
        (string nearest, int smallest) = ("", int.MaxValue);
        foreach (string name in names)
        {
            int distance = Distance(typed, name) - (Shortens(typed, name) ? Preference : 0);
            if (distance < smallest) (nearest, smallest) = (name, distance);
        }

        return nearest;
    }

    private static bool Shortens(string typed, string name)
    {
        string word = typed.TrimStart('-');
        return word.Length > 0 && name.TrimStart('-').StartsWith(word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Levenshtein distance: insertions, deletions and replacements that turn one string into the other.</summary>
    private static int Distance(string from, string to)
    {
        int[] distances = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = distances[0];
            distances[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = distances[j];
                distances[j] = Math.Min(replaced, Math.Min(distances[j], distances[j - 1]) + 1);
            }
        }

        return distances[^1];
    }
}
