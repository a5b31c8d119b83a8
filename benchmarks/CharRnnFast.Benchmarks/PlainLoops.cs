namespace CharRnnFast.Benchmarks;

/// <summary>As one writes it without thinking of the machine.</summary>
public readonly struct PlainLoops : IVectorLoops
{
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    public static void Add(Span<float> sum, ReadOnlySpan<float> x)
    {
        for (int i = 0; i < sum.Length; i++)
            sum[i] += x[i];
    }

    public static void AddScaled(Span<float> sum, ReadOnlySpan<float> x, float factor)
    {
        for (int i = 0; i < sum.Length; i++)
            sum[i] += factor * x[i];
    }

    public static void Tanh(Span<float> a)
    {
        for (int i = 0; i < a.Length; i++)
            a[i] = MathF.Tanh(a[i]);
    }

    public static void MultiplyByTanhSlope(Span<float> da, ReadOnlySpan<float> h)
    {
        for (int i = 0; i < da.Length; i++)
            da[i] *= 1 - (h[i] * h[i]);
    }

    public static void Softmax(Span<float> logits)
    {
        float max = float.NegativeInfinity, sum = 0;
        foreach (float logit in logits)
            max = MathF.Max(max, logit);
        for (int i = 0; i < logits.Length; i++)
            sum += logits[i] = MathF.Exp(logits[i] - max);
        for (int i = 0; i < logits.Length; i++)
            logits[i] /= sum;
    }

    public static void Adagrad(Span<float> weights, Span<float> gradient, Span<float> memory)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            float g = Math.Clamp(gradient[i], -5f, 5f);
            memory[i] += g * g;
            weights[i] -= 0.1f * g / MathF.Sqrt(memory[i] + 1e-8f);
        }
    }
}
