namespace CharRnnFast.Model;

/// <summary>
/// Weights W [Rows][stride] that are updated together. Their gradient is a sum over the T*B rows of a step: of outer products of two
/// activations, dW = A' B; or of rows of B alone, all of them for a bias, those of a symbol for its row of the first layer's input weights.
/// </summary>
internal readonly unsafe struct WeightMatrix
{
    /// <summary>What the weights are for.</summary>
    public required TensorRole Role { get; init; }

    /// <summary>The matrix's rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Whether a row stands for a symbol that was fed in, and sums the rows of B at which it was.</summary>
    public bool IsBySymbol { get; init; }

    /// <summary>Whether rows have V elements; else H.</summary>
    public bool IsVocabWide { get; init; }

    /// <summary>A, whose column r belongs to row r of the gradient.</summary>
    public ActivationRows Left { get; init; }

    /// <summary>B, of the width of W.</summary>
    public required ActivationRows Right { get; init; }

    /// <summary>W, and what its optimizer keeps.</summary>
    public required Parameter Weights { get; init; }

    /// <summary>W' [H][TransposedStride]; null where no product takes it.</summary>
    public float* Transposed { get; init; }

    /// <summary>Floats between rows of W'.</summary>
    public nint TransposedStride { get; init; }
}
