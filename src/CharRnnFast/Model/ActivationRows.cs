namespace CharRnnFast.Model;

/// <summary>An array of activations in rows of a stride, in groups of streams: the factor of an outer product.</summary>
/// <param name="start">Row 0.</param>
/// <param name="stride">Floats between rows.</param>
/// <param name="steps">Rows of a stream: T, or T + 1 where the state before the first step is among them.</param>
/// <param name="firstStep">The step that the terms begin with: 1 leaves that state out.</param>
internal readonly unsafe struct ActivationRows(float* start, nint stride, int steps, int firstStep = 0)
{
    /// <summary>Floats between rows.</summary>
    public nint Stride => stride;

    /// <summary>The row of a group's first term.</summary>
    public float* Of(StreamGroup group) => start + ((((nint)steps * group.First) + (firstStep * group.Count)) * stride);
}
