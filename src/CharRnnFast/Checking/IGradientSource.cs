using CharRnnFast.Model;

namespace CharRnnFast.Checking;

/// <summary>A float32 model whose analytic gradients <see cref="GradientCheck"/> examines.</summary>
internal interface IGradientSource
{
    /// <summary>The sizes of the model, its cell, layers and dropout.</summary>
    ModelShape Shape { get; }

    /// <summary>Sets a row of a parameter, or of a state.</summary>
    void WriteRow(TensorSpec tensor, int row, ReadOnlySpan<float> source);

    /// <summary>Forward and backward pass over T*B symbols, index t*B + b; gradients averaged over the streams, not clipped.</summary>
    void ComputeGradients(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets);

    /// <summary>A row of the gradient of a parameter.</summary>
    void ReadGradientRow(TensorSpec parameter, int row, Span<float> destination);
}
