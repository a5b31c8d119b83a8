namespace CharRnnFast.Model;

/// <summary>
/// A matrix W of weights [Rows][HS] whose gradient is a sum of outer products over the T*B rows of a step: dW = A' B. Rows of H elements
/// stand HS floats apart.
/// </summary>
internal readonly unsafe struct WeightMatrix
{
    /// <summary>The matrix's rows.</summary>
    public required int Rows { get; init; }

    /// <summary>A [T*B][LeftStride], whose column r belongs to row r of the gradient.</summary>
    public required float* Left { get; init; }

    /// <summary>Floats between rows of A.</summary>
    public required nint LeftStride { get; init; }

    /// <summary>B [T*B][HS].</summary>
    public required float* Right { get; init; }

    /// <summary>W, its Adagrad memory and, where it is stored whole, its gradient.</summary>
    public required float* Weights { get; init; }

    /// <inheritdoc cref="Weights"/>
    public required float* Memory { get; init; }

    /// <inheritdoc cref="Weights"/>
    public required float* Gradient { get; init; }

    /// <summary>W' [H][TransposedStride].</summary>
    public required float* Transposed { get; init; }

    /// <summary>Floats between rows of W'.</summary>
    public required nint TransposedStride { get; init; }
}
