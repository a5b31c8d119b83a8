namespace CharRnnFast.Benchmarks;

/// <summary>
/// What one call of a benchmark multiplies and adds: so many products of Whh with a vector, and of Why, in each of T steps. A gradient is
/// as many multiply-adds as a product.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MultiplyAddsAttribute(int recurrent, int output) : Attribute
{
    public long Count(int hidden) => (long)Sizes.Steps * hidden * ((recurrent * hidden) + (output * Sizes.Vocab));
}
