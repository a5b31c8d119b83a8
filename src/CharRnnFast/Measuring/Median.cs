namespace CharRnnFast.Measuring;

/// <summary>The middle of a set of measurements, which a few disturbed ones do not move.</summary>
internal static class Median
{
    /// <summary>The median; of an even number of values the mean of the middle two. Sorts the values in place.</summary>
    /// <exception cref="ArgumentException">No values.</exception>
    public static double Of(Span<double> values)
    {
        if (values.IsEmpty) throw new ArgumentException("A median needs at least one value.", nameof(values));
        values.Sort();
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
