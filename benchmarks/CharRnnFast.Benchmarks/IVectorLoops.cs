namespace CharRnnFast.Benchmarks;

/// <summary>What the training step does to rows of arrays, all of one length.</summary>
public interface IVectorLoops
{
    static abstract float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y);

    static abstract void Add(Span<float> sum, ReadOnlySpan<float> x);

    static abstract void AddScaled(Span<float> sum, ReadOnlySpan<float> x, float factor);

    static abstract void Tanh(Span<float> a);

    /// <summary>da = (1 - h*h) * da.</summary>
    static abstract void MultiplyByTanhSlope(Span<float> da, ReadOnlySpan<float> h);

    static abstract void Softmax(Span<float> logits);

    /// <summary>Clips the gradient; m += g*g; w -= 0.1 g / sqrt(m + 1e-8).</summary>
    static abstract void Adagrad(Span<float> weights, Span<float> gradient, Span<float> memory);
}
