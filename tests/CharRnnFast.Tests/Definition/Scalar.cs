using CharRnnFast.Numerics;

namespace CharRnnFast.Tests.Definition;

/// <summary>The functions that results are made of, on one float32 number.</summary>
internal static class Scalar
{
    /// <summary>a * b + c, rounded once.</summary>
    public static float Fma(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    public static float Tanh(float a) => ElementaryFunctions.Tanh<Lanes1, float>(a);

    public static float Logistic(float a) => Fma(0.5f, Tanh(0.5f * a), 0.5f);

    /// <summary>1 - y*y: the slope of tanh by its result.</summary>
    public static float TanhSlope(float y) => Fma(-y, y, 1);

    /// <summary>y - y*y: the slope of σ by its result.</summary>
    public static float LogisticSlope(float y) => Fma(-y, y, y);

    /// <summary>A chain: the terms one at a time, each with one fused multiply-add.</summary>
    public static float Chain(float start, IEnumerable<int> terms, Func<int, float> x, Func<int, float> y)
    {
        foreach (int i in terms)
            start = Fma(x(i), y(i), start);
        return start;
    }

    /// <summary>y becomes softmax(y) - onehot(target).</summary>
    /// <returns>-ln p[target].</returns>
    public static double CrossEntropy(float[] y, int target)
    {
        float max = y.Max(), logit = y[target];
        float[] lanes = new float[16];
        for (int v = 0; v < y.Length; v++)
            lanes[v % 16] += y[v] = ElementaryFunctions.Exp<Lanes1, float>(y[v] - max);
        for (int half = 8; half >= 1; half /= 2)
            for (int lane = 0; lane < half; lane++)
                lanes[lane] += lanes[lane + half];
        float factor = 1 / lanes[0];
        for (int v = 0; v < y.Length; v++)
            y[v] *= factor;
        y[target] -= 1;
        return ElementaryFunctions.NaturalLogarithm(lanes[0]) - ((double)logit - max);
    }
}
