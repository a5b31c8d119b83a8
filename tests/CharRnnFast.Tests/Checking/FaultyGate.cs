using CharRnnFast.Checking;
using CharRnnFast.Model;

namespace CharRnnFast.Tests.Checking;

/// <summary>The gradients of another source, but for one gate of one parameter, which are 5 % too large.</summary>
internal sealed class FaultyGate(IGradientSource source, ModelTensor tensor, int gate) : IGradientSource
{
    public ModelShape Shape => source.Shape;

    public void WriteRow(TensorSpec tensor, int row, ReadOnlySpan<float> values) => source.WriteRow(tensor, row, values);

    public void ComputeGradients(ReadOnlySpan<int> inputs, ReadOnlySpan<int> targets) => source.ComputeGradients(inputs, targets);

    public void ReadGradientRow(TensorSpec parameter, int row, Span<float> destination)
    {
        source.ReadGradientRow(parameter, row, destination);
        if (parameter.Tensor != tensor || row / (parameter.Rows / Shape.Gates) != gate) return;
        foreach (ref float element in destination) element *= 1.05f;
    }
}
