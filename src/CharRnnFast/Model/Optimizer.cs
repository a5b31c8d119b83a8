namespace CharRnnFast.Model;

/// <summary>How a step's clipped gradient g changes a weight w; lr is the learning rate.</summary>
public enum Optimizer
{
    /// <summary>m += g*g; w -= lr * g / sqrt(m + 1e-8).</summary>
    Adagrad,

    /// <summary>s = 0.95 s + 0.05 g*g; w -= lr * g / (sqrt(s) + 1e-8).</summary>
    Rmsprop,

    /// <summary>m = 0.9 m + 0.1 g; v = 0.999 v + 0.001 g*g; w -= lr * m/(1-0.9^n) / (sqrt(v/(1-0.999^n)) + 1e-8) at update n.</summary>
    Adam,
}
