namespace CharRnnFast.Numerics;

/// <content>Float64: ln for losses and random numbers, exp and tanh for the reference model.</content>
internal static partial class ElementaryFunctions
{
    // ln 2 in two parts: the first has 21 trailing zero bits, so that its product with any exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Log2E = 1.44269504088896340736;

    /// <summary>ln x, within 1 unit in the last place: -infinity at ±0, NaN below 0, subnormal numbers included.</summary>
    /// <remarks>
    /// x = 2^n (1 + f) with 1 + f in [√½, √2); with s = f / (2 + f), ln(1 + f) = 2 artanh(s) = 2s + s R(s²), R the series' other terms.
    /// Because 2s = f - s f, the large part f stays exact: ln(1 + f) = f - s (f - R) = f - (f²/2 - s (f²/2 + R)).
    /// </remarks>
    public static double NaturalLogarithm(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x)) return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;

        int n = double.IsSubnormal(x) ? -54 : 0;
        long bits = BitConverter.DoubleToInt64Bits(n == 0 ? x : x * (1L << 54));

        // The exponent of x / √½, rounded down: taken out of the bits it leaves 1 + f in [√½, √2).
        const long sqrtHalf = 0x3FE6A09E667F3BCD;
        long exponent = (bits - sqrtHalf) >> 52;
        n += (int)exponent;
        double f = BitConverter.Int64BitsToDouble(bits - (exponent << 52)) - 1;

        double s = f / (2 + f);
        double halfSquare = 0.5 * f * f;
        double rest = (s * (halfSquare + ArtanhRest(s * s))) + (n * Ln2Low);
        return (n * Ln2High) - (halfSquare - rest - f);
    }

    /// <summary>exp x, within 1 unit in the last place; +0 below the smallest normal number, infinity from x = 709.4 on.</summary>
    public static double Exp(double x)
    {
        if (!(x > -708.3964185322641 && x < 709.4)) return x < 0 ? 0 : x > 0 ? double.PositiveInfinity : double.NaN;
        double scale = PowerOfTwo(x, out double expm1);
        return scale + (scale * expm1);
    }

    /// <summary>tanh x, within 2 units in the last place; ±0 and NaN are kept.</summary>
    public static double Tanh(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude > 20) return Math.CopySign(1, x);

        // tanh(x) = (e^2x - 1) / (e^2x + 1), from e^2x - 1, which loses nothing near 0.
        double scale = PowerOfTwo(2 * magnitude, out double expm1);
        double expm1Of2X = (scale - 1) + (scale * expm1);
        return Math.CopySign(expm1Of2X / (expm1Of2X + 2), x);
    }

    // x = n ln 2 + r: returns 2^n and gives e^r - 1 by its Taylor series, whose 14th term is below 2^-57 of the first for |r| <= ln(2)/2.
    private static double PowerOfTwo(double x, out double expm1)
    {
        double n = Math.Round(x * Log2E);
        double r = x - (n * Ln2High) - (n * Ln2Low);
        double sum = 1 / 13.0;
        for (int k = 12; k >= 1; k--) sum = (1 + (r * sum)) / k;
        expm1 = r * sum;
        return BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    // 2 z (1/3 + z/5 + z²/7 + ...) for z = s² < 0.0295: what 2 artanh(s) / s has beyond 2; the terms left out are below 2^-60.
    private static double ArtanhRest(double z)
    {
        double sum = 1.0 / 23;
        for (int k = 21; k >= 3; k -= 2) sum = (sum * z) + (1.0 / k);
        return 2 * z * sum;
    }
}
