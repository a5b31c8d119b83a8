using CharRnnFast.Memory;

namespace CharRnnFast.Model;

/// <summary>An array that is trained, with arrays like it that its optimizer keeps.</summary>
internal unsafe struct Parameter
{
    /// <summary>The weights.</summary>
    public float* Values;

    /// <summary>The optimizer's memory: a mean or sum of squares, of Adam the mean gradient.</summary>
    public float* Memory;

    /// <summary>Adam's mean square.</summary>
    public float* SecondMemory;

    /// <summary>The gradient, where it is stored whole.</summary>
    public float* Gradient;

    /// <summary>Takes the arrays that <paramref name="parts"/> names.</summary>
    public static Parameter Take(ref ArenaCursor cursor, long rows, int stride, BufferParts parts, Optimizer optimizer) => new()
    {
        Values = cursor.Floats(rows, stride),
        Memory = parts >= BufferParts.Training ? cursor.Floats(rows, stride) : null,
        SecondMemory = parts >= BufferParts.Training && optimizer == Optimizer.Adam ? cursor.Floats(rows, stride) : null,
        Gradient = parts >= BufferParts.TrainingWithGradients ? cursor.Floats(rows, stride) : null,
    };

    /// <summary>The same arrays from an element on.</summary>
    public readonly Parameter From(nint element) => new()
    {
        Values = At(Values, element),
        Memory = At(Memory, element),
        SecondMemory = At(SecondMemory, element),
        Gradient = At(Gradient, element),
    };

    /// <summary>The array that a tensor's <see cref="ModelTensor.Memory"/> names.</summary>
    public readonly float* Of(int memory) => memory switch
    {
        0 => Values,
        1 => Memory,
        _ => SecondMemory,
    };

    private static float* At(float* array, nint element) => array == null ? null : array + element;
}
