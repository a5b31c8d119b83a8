using CharRnnFast.Model;

namespace CharRnnFast.Checking;

/// <summary>
/// What <see cref="GradientCheck"/> found for one parameter. The error of an element with analytic gradient a and numeric gradient n is
/// |a-n| / max(|a|+|n|, 1e-3 * the parameter's largest |n|).
/// </summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Elements">Elements compared.</param>
/// <param name="Median">Median of their errors.</param>
/// <param name="Maximum">Largest error; NaN if a gradient is not a number.</param>
internal sealed record ParameterGradientError(TensorSpec Parameter, int Elements, double Median, double Maximum)
{
    /// <summary>Largest error allowed.</summary>
    public const double MaximumLimit = 1e-2;

    /// <summary>Largest median allowed.</summary>
    public const double MedianLimit = 1e-4;

    /// <summary>Whether both are within their limits.</summary>
    public bool Passed => Maximum <= MaximumLimit && Median <= MedianLimit;
}
