namespace CharRnnFast.Threads;

/// <summary>Some rows or streams, or none: [Begin, End).</summary>
internal readonly record struct RowRange(int Begin, int End)
{
    /// <summary>
    /// What of [0, count) falls to the parts [first, end) of several equal ones. Ranges begin at multiples of the unit, and end there or at
    /// <paramref name="count"/>.
    /// </summary>
    public static RowRange Share(int count, int unit, int first, int end, int parts)
    {
        int units = (count + unit - 1) / unit;
        return new(Bound(first), Bound(end));

        int Bound(int part) => Math.Min(count, (int)((long)units * part / parts) * unit);
    }

    /// <summary>What it has in common with [begin, begin + count), counted from there.</summary>
    public RowRange Within(int begin, int count) => new(Math.Clamp(Begin - begin, 0, count), Math.Clamp(End - begin, 0, count));
}
