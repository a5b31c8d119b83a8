using System.Numerics;

namespace CharRnnFast.Checking;

/// <summary>The dot product of two float64 rows, in which the reference model spends its time.</summary>
internal static class DotProduct
{
    /// <summary>sum a[i] b[i], in any order: two registers' lanes, then the rest one by one.</summary>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int lanes = Vector<double>.Count;
        Vector<double> even = default, odd = default;
        int i = 0;
        for (; i <= a.Length - (2 * lanes); i += 2 * lanes)
        {
            even += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
            odd += new Vector<double>(a[(i + lanes)..]) * new Vector<double>(b[(i + lanes)..]);
        }

        double sum = Vector.Sum(even + odd);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
