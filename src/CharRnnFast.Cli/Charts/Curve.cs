namespace CharRnnFast.Cli.Charts;

/// <summary>
/// A curve of any number of points in little memory: of each stretch of iterations, no wider than a few pixels of a picture, the first,
/// lowest, highest and last point are kept, so that the picture looks as if all were drawn. Stretches double in width as the curve grows.
/// </summary>
/// <param name="stretches">Stretches at most; a power of 2.</param>
internal sealed class Curve(int stretches)
{
    private readonly CurveBucket[] _buckets = new CurveBucket[stretches];
    private long _width = 1;

    /// <summary>The point with the fewest bits, the first of equals; null where there is no point.</summary>
    public CurvePoint? Lowest { get; private set; }

    /// <summary>The highest point's bits; minus infinity where there is no point.</summary>
    public double Highest { get; private set; } = double.NegativeInfinity;

    /// <summary>The last point added; null if there is none.</summary>
    public CurvePoint? Last { get; private set; }

    /// <summary>The points kept, in order.</summary>
    public List<CurvePoint> Points
    {
        get
        {
            List<CurvePoint> points = [];
            foreach (ref readonly CurveBucket bucket in _buckets.AsSpan()) bucket.CopyTo(points);
            return points;
        }
    }

    /// <summary>Adds a point after the others.</summary>
    public void Add(CurvePoint point)
    {
        while (point.Iteration / _width >= stretches) DoubleWidth();
        _buckets[point.Iteration / _width].Add(point);
        if (Lowest is not CurvePoint lowest || point.Bits < lowest.Bits) Lowest = point;
        Highest = Math.Max(Highest, point.Bits);
        Last = point;
    }

    private void DoubleWidth()
    {
        _width *= 2;
        for (int i = 0; i < stretches / 2; i++)
        {
            CurveBucket both = _buckets[2 * i];
            both.Add(_buckets[(2 * i) + 1]);
            _buckets[i] = both;
        }

        Array.Clear(_buckets, stretches / 2, stretches / 2);
    }
}
