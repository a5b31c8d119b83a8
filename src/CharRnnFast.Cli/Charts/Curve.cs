namespace CharRnnFast.Cli.Charts;

/// <summary>
/// A curve of any number of points in little memory: of each stretch of iterations, no wider than a few pixels of a picture, the first,
/// lowest, highest and last point are kept, so that the picture looks as if all were drawn. Stretches, at most a power of 2, double in
/// width as the curve grows.
/// </summary>
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

/// <summary>A point of a curve: bits per symbol after some steps, and its place along the axis, which grows with them.</summary>
internal readonly record struct CurvePoint(long Iteration, double Bits, double X);

/// <summary>What is left of the points between two iterations: the first, the lowest, the highest and the last.</summary>
internal struct CurveBucket
{
    private CurvePoint _first;
    private CurvePoint _lowest;
    private CurvePoint _highest;
    private CurvePoint _last;
    private bool _isUsed;

    /// <summary>Takes a point that follows all others.</summary>
    public void Add(CurvePoint point)
    {
        if (!_isUsed) _first = _lowest = _highest = point;
        if (point.Bits < _lowest.Bits) _lowest = point;
        if (point.Bits > _highest.Bits) _highest = point;
        _last = point;
        _isUsed = true;
    }

    /// <summary>Takes the points of a bucket that follows.</summary>
    public void Add(in CurveBucket next)
    {
        if (!next._isUsed) return;
        if (!_isUsed) this = next;
        if (next._lowest.Bits < _lowest.Bits) _lowest = next._lowest;
        if (next._highest.Bits > _highest.Bits) _highest = next._highest;
        _last = next._last;
    }

    /// <summary>Adds the points, each once, in their order.</summary>
    public readonly void CopyTo(List<CurvePoint> points)
    {
        if (!_isUsed) return;
        bool lowestFirst = _lowest.Iteration <= _highest.Iteration;
        AddNew(points, _first);
        AddNew(points, lowestFirst ? _lowest : _highest);
        AddNew(points, lowestFirst ? _highest : _lowest);
        AddNew(points, _last);
    }

    private static void AddNew(List<CurvePoint> points, CurvePoint point)
    {
        if (points.Count == 0 || points[^1] != point) points.Add(point);
    }
}
