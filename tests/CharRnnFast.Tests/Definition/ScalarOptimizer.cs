using CharRnnFast.Model;
using static System.MathF;

namespace CharRnnFast.Tests.Definition;

/// <summary>Clip and optimizer of one element, one float32 operation at a time.</summary>
internal sealed class ScalarOptimizer(Optimizer optimizer, float learningRate, float clip)
{
    private double _p1 = 1;
    private double _p2 = 1;
    private float _step;
    private float _root;

    /// <summary>Once an update.</summary>
    public void Begin()
    {
        _p1 *= 0.9;
        _p2 *= 0.999;
        _step = (float)(learningRate / (1 - _p1));
        _root = (float)(1 / Math.Sqrt(1 - _p2));
    }

    public void Update(float gradient, ref float w, ref float m, ref float v)
    {
        float g = gradient > clip ? clip : gradient < -clip ? -clip : gradient;
        switch (optimizer)
        {
            case Optimizer.Adagrad:
                m = FusedMultiplyAdd(g, g, m);
                w -= learningRate * g / Sqrt(m + 1e-8f);
                break;
            case Optimizer.Rmsprop:
                m = FusedMultiplyAdd(0.95f, m, 0.05f * (g * g));
                w -= learningRate * g / (Sqrt(m) + 1e-8f);
                break;
            default:
                m = FusedMultiplyAdd(0.9f, m, 0.1f * g);
                v = FusedMultiplyAdd(0.999f, v, 0.001f * (g * g));
                m = Abs(m) < 1e-30f ? 0 : m;
                v = v < 1e-30f ? 0 : v;
                w -= _step * m / FusedMultiplyAdd(Sqrt(v), _root, 1e-8f);
                break;
        }
    }
}
