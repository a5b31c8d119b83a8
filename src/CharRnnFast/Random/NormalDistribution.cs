using CharRnnFast.Numerics;

namespace CharRnnFast.Random;

/// <summary>Standard normal numbers by Marsaglia's polar method in float64, with the project's own ln: the same on every system.</summary>
/// <param name="seed">Seed of the <see cref="Xoshiro256StarStar"/> underneath.</param>
internal struct NormalDistribution(ulong seed)
{
    private Xoshiro256StarStar _uniform = new(seed);
    private double _second;
    private bool _hasSecond;

    /// <summary>The next value of N(0, 1); every draw of the method gives two, the second is kept for the next call.</summary>
    public double Next()
    {
        if (_hasSecond)
        {
            _hasSecond = false;
            return _second;
        }

        // A point uniform in the unit disc: its direction is uniform and independent of its squared radius, which is uniform in (0, 1).
        double u, v, s;
        do
        {
            u = (2 * _uniform.Uniform()) - 1;
            v = (2 * _uniform.Uniform()) - 1;
            s = (u * u) + (v * v);
        }
        while (s >= 1 || s == 0);

        double radius = Math.Sqrt(-2 * ElementaryFunctions.NaturalLogarithm(s) / s);
        _second = v * radius;
        _hasSecond = true;
        return u * radius;
    }
}
