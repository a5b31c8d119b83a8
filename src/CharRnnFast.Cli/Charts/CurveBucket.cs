namespace CharRnnFast.Cli.Charts;

/// <summary>What is left of the points between two iterations: the first, the lowest, the highest and the last.</summary>
internal struct CurveBucket
{
    private CurvePoint _first;
    private CurvePoint _lowest;
    private CurvePoint _highest;
    private CurvePoint _last;
    private bool _isUsed;

    /// <summary>Whether it has no point.</summary>
    public readonly bool IsEmpty => !_isUsed;

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
        if (next.IsEmpty) return;
        if (IsEmpty) this = next;
        if (next._lowest.Bits < _lowest.Bits) _lowest = next._lowest;
        if (next._highest.Bits > _highest.Bits) _highest = next._highest;
        _last = next._last;
    }

    /// <summary>Adds the points, each once, in their order.</summary>
    public readonly void CopyTo(List<CurvePoint> points)
    {
        if (IsEmpty) return;
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
