using System.Numerics.Tensors;

namespace CharRnnFast.Benchmarks;

/// <summary>System.Numerics.Tensors. Its SoftMax does not subtract the maximum.</summary>
public readonly struct TensorPrimitivesLoops : IVectorLoops
{
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => TensorPrimitives.Dot(x, y);

    public static void Add(Span<float> sum, ReadOnlySpan<float> x) => TensorPrimitives.Add(sum, x, sum);

    public static void AddScaled(Span<float> sum, ReadOnlySpan<float> x, float factor) => TensorPrimitives.MultiplyAdd(x, factor, sum, sum);

    public static void Tanh(Span<float> a) => TensorPrimitives.Tanh(a, a);

    public static void MultiplyByTanhSlope(Span<float> da, ReadOnlySpan<float> h)
    {
        Span<float> slope = stackalloc float[h.Length];
        TensorPrimitives.Multiply(h, h, slope);
        TensorPrimitives.Subtract(1f, slope, slope);
        TensorPrimitives.Multiply(da, slope, da);
    }

    public static void Softmax(Span<float> logits) => TensorPrimitives.SoftMax(logits, logits);

    public static void Adagrad(Span<float> weights, Span<float> gradient, Span<float> memory)
    {
        Span<float> root = stackalloc float[weights.Length];
        TensorPrimitives.Clamp(gradient, -5f, 5f, gradient);
        TensorPrimitives.MultiplyAdd(gradient, gradient, memory, memory);
        TensorPrimitives.Add(memory, 1e-8f, root);
        TensorPrimitives.Sqrt(root, root);
        TensorPrimitives.Divide(gradient, root, root);
        TensorPrimitives.MultiplyAdd(root, -0.1f, weights, weights);
    }
}
