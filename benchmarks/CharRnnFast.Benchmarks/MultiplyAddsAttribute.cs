namespace CharRnnFast.Benchmarks;

/// <summary>How many multiply-adds one call of a benchmark does.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MultiplyAddsAttribute(long count) : Attribute
{
    public long Count { get; } = count;
}
